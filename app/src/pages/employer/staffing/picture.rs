//! The night as a picture: buyers as bars, the three-minute rate as a line, quarters that lack people marked.

use super::read::clock;
use miaohui::staffing::Plan;
use plotters::prelude::*;

const SIZE: (u32, u32) = (960, 260);
/// Labels below the picture, at most.
const LABELS: usize = 12;
/// Each stands for a token: see `.curve-picture` in `style/score.css`.
const LINE: RGBColor = RGBColor(1, 0, 0);
const GRID: RGBColor = RGBColor(2, 0, 0);
const TEXT: RGBColor = RGBColor(3, 0, 0);
const BAR: RGBColor = RGBColor(5, 0, 0);
const SHORT: RGBColor = RGBColor(0, 2, 0);

/// `None` where there is nothing to draw.
pub fn drawn(plan: &Plan) -> Option<String> {
    let quarters = plan.played.len();
    let first = plan.played.first()?.from_minute;
    let most = plan.played.iter().map(|one| one.buyers).max().unwrap_or_default().max(1) as f64 * 1.1;
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin(6)
            .x_label_area_size(22)
            .y_label_area_size(40)
            .right_y_label_area_size(44)
            .build_cartesian_2d(0.0..quarters as f64, 0.0..most)
            .ok()?
            .set_secondary_coord(0.0..quarters as f64, 0.0..1.05);
        chart
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(GRID)
            .label_style(("sans-serif", 12, &TEXT))
            .x_labels(quarters.min(LABELS) + 1)
            .x_label_formatter(&|at| clock(first + at.round() as u64 * 15))
            .y_label_formatter(&|buyers| format!("{buyers:.0}"))
            .draw()
            .ok()?;
        chart
            .configure_secondary_axes()
            .axis_style(GRID)
            .label_style(("sans-serif", 12, &TEXT))
            .y_labels(5)
            .y_label_formatter(&|rate| format!("{:.0} %", rate * 100.0))
            .draw()
            .ok()?;
        let bars = plan.played.iter().zip(&plan.missing).enumerate().map(|(at, (quarter, missing))| {
            let colour = if *missing > 0 { SHORT } else { BAR };
            Rectangle::new([(at as f64 + 0.1, 0.0), (at as f64 + 0.9, quarter.buyers as f64)], colour.filled())
        });
        chart.draw_series(bars).ok()?;
        let rates = plan.played.iter().enumerate();
        let line = rates.filter_map(|(at, one)| Some((at as f64 + 0.5, one.three_minute_rate()?)));
        chart.draw_secondary_series(LineSeries::new(line, LINE.stroke_width(2))).ok()?;
        area.present().ok()?;
    }
    Some(svg)
}
