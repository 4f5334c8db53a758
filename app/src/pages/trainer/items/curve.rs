//! An item's characteristic curve, and what was seen.

use super::scatter::{BOUND, FINE, GRID, LOOK, TEXT};
use miaohui::quiz::calibration::{Curve, Group};
use plotters::prelude::*;

/// The picture's size, in its own units.
const SIZE: (u32, u32) = (620, 300);
/// Abilities drawn: all but one person in a thousand.
const WIDEST: f64 = 3.2;
/// Steps of the curve.
const STEPS: i32 = 80;

/// Curve and groups; a group beyond the edge is drawn at it.
pub fn drawn(curve: Curve, groups: &[Group], across: &str, upward: &str) -> Option<String> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin(8)
            .x_label_area_size(40)
            .y_label_area_size(50)
            .build_cartesian_2d(-WIDEST..WIDEST, -0.02..1.02)
            .ok()?;
        chart
            .configure_mesh()
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(GRID)
            .label_style(("sans-serif", 12, &TEXT))
            .axis_desc_style(("sans-serif", 12, &TEXT))
            .x_desc(across)
            .y_desc(upward)
            .x_label_formatter(&|ability| format!("{ability:.0}").replace('-', "−"))
            .y_label_formatter(&|share| format!("{:.0} %", share * 100.0))
            .x_labels(7)
            .y_labels(6)
            .draw()
            .ok()?;
        let difficulty = curve.difficulty();
        if difficulty.abs() < WIDEST {
            chart.draw_series(LineSeries::new([(difficulty, 0.0), (difficulty, 0.5)], BOUND)).ok()?;
        }
        let line = (0..=STEPS).map(|step| {
            let ability = WIDEST * (2.0 * f64::from(step) / f64::from(STEPS) - 1.0);
            (ability, curve.right(ability))
        });
        chart.draw_series(LineSeries::new(line, FINE.stroke_width(2))).ok()?;
        let seen = groups.iter().map(|group| (group.ability.clamp(-WIDEST, WIDEST), group.observed));
        chart.draw_series(seen.map(|at| Circle::new(at, 5, LOOK.filled()))).ok()?;
        area.present().ok()?;
    }
    Some(svg)
}

#[cfg(test)]
mod tests {
    use super::drawn;
    use miaohui::quiz::calibration::{Curve, Group};

    #[test]
    fn a_curve_with_its_groups() {
        let group = |ability| Group { persons: 9, ability, expected: 0.5, observed: 0.4 };
        let svg = drawn(Curve::at_difficulty(1.0, 0.5), &[group(-1.0), group(9.0)], "x", "y").unwrap_or_default();
        assert_eq!(svg.matches("fill=\"#060000\"").count(), 2, "{svg}");
        assert!(svg.contains("stroke=\"#050000\"") && svg.contains("stroke=\"#040000\""), "{svg}");
        assert!(!svg.contains("style="), "{svg}");
    }
}
