//! Items as points: how easy, and how well they tell who knows.

use super::Row;
use miaohui::quiz::item_stats::flag::{ANSWERS_MIN, DISCRIMINATION_LOW};
use plotters::element::{Circle, EmptyElement, Text};
use plotters::prelude::*;

/// The picture's size, in its own units.
const SIZE: (u32, u32) = (760, 340);
/// The picture reaches at least so far down and up.
const DOWN: f64 = -0.3;
const UP: f64 = 0.7;
/// Numbers beyond this would cover each other.
const NUMBERED_MAX: usize = 30;

/// What stands for a token until the style sheet gives the colour: see `.analysis-picture` in `style/analysis.css`.
pub const GRID: RGBColor = RGBColor(2, 0, 0);
pub const TEXT: RGBColor = RGBColor(3, 0, 0);
pub const BOUND: RGBColor = RGBColor(4, 0, 0);
pub const FINE: RGBColor = RGBColor(5, 0, 0);
pub const LOOK: RGBColor = RGBColor(6, 0, 0);

/// One item.
pub struct Point {
    number: usize,
    facility: f64,
    discrimination: f64,
    grave: bool,
}

impl Point {
    /// `None` where there is nothing to draw yet.
    pub fn of(row: &Row) -> Option<Self> {
        let figures = &row.report.figures;
        (figures.answers >= ANSWERS_MIN).then_some(())?;
        Some(Self {
            number: row.number,
            facility: figures.facility?,
            discrimination: figures.discrimination?,
            grave: figures.flags.iter().any(|flag| flag.is_grave()),
        })
    }
}

/// The picture.
pub fn drawn(points: &[Point], across: &str, upward: &str) -> Option<String> {
    let down = points.iter().map(|point| point.discrimination - 0.05).fold(DOWN, f64::min);
    let up = points.iter().map(|point| point.discrimination + 0.05).fold(UP, f64::max);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin(8)
            .x_label_area_size(40)
            .y_label_area_size(46)
            .build_cartesian_2d(-0.02..1.02, down..up)
            .ok()?;
        chart
            .configure_mesh()
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(GRID)
            .label_style(("sans-serif", 12).into_font().color(&TEXT))
            .axis_desc_style(("sans-serif", 12).into_font().color(&TEXT))
            .x_desc(across)
            .y_desc(upward)
            .x_label_formatter(&|share| format!("{:.0} %", share * 100.0))
            .y_label_formatter(&|r| format!("{r:.1}").replace('-', "−"))
            .x_labels(6)
            .y_labels(6)
            .draw()
            .ok()?;
        chart.draw_series(LineSeries::new([(-0.02, DISCRIMINATION_LOW), (1.02, DISCRIMINATION_LOW)], BOUND)).ok()?;
        let fine = points.iter().filter(|point| !point.grave);
        chart
            .draw_series(fine.map(|point| Circle::new((point.facility, point.discrimination), 4, FINE.filled())))
            .ok()?;
        let look = points.iter().filter(|point| point.grave);
        chart
            .draw_series(look.map(|point| {
                let number = if point.number <= NUMBERED_MAX { point.number.to_string() } else { String::new() };
                EmptyElement::at((point.facility, point.discrimination))
                    + Circle::new((0, 0), 4, LOOK.filled())
                    + Text::new(number, (6, -5), ("sans-serif", 12).into_font().color(&TEXT))
            }))
            .ok()?;
        area.present().ok()?;
    }
    Some(svg)
}

#[cfg(test)]
mod tests {
    use super::{Point, drawn};

    #[test]
    fn every_item_is_a_point() {
        let point = |number, grave| Point { number, facility: 0.5, discrimination: 0.1 * number as f64, grave };
        let svg =
            drawn(&[point(1, true), point(2, false), point(3, false), point(31, true)], "x", "y").unwrap_or_default();
        assert_eq!(svg.matches("fill=\"#050000\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("fill=\"#060000\"").count(), 2, "{svg}");
        assert!(svg.contains("stroke=\"#040000\""), "the bound is a line: {svg}");
        assert!(!svg.contains("style="), "the page's policy forbids styles: {svg}");
        assert!(svg.contains("\n1\n") && !svg.contains("\n31\n"), "{svg}");
    }
}
