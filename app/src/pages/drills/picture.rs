//! A line over time as a picture: the score of a drill, or of weeks. Its table stands beside it.

use plotters::prelude::*;

/// The picture's size, in its own units.
const SIZE: (u32, u32) = (760, 240);
/// The picture reaches at least so high, in characters a minute.
const TOP_MIN_CPM: f64 = 60.0;
/// More labels than this run into each other.
const X_LABELS_MAX: usize = 10;

/// What stands for a token until the style sheet gives the colour: see `.curve-picture` and `.drill-picture`.
const LINE: RGBColor = RGBColor(1, 0, 0);
const GRID: RGBColor = RGBColor(2, 0, 0);
const TEXT: RGBColor = RGBColor(3, 0, 0);
const TARGET: RGBColor = RGBColor(4, 0, 0);
const SECOND: RGBColor = RGBColor(5, 0, 0);
const SLIP: RGBColor = RGBColor(0, 6, 0);
const TAKEN_BACK: RGBColor = RGBColor(0, 7, 0);

/// Lines and marks over steps of time, in characters a minute.
#[derive(Default)]
pub struct Picture {
    /// Steps to the right end.
    pub steps: f64,
    /// What stands under a whole step.
    pub labels: Vec<String>,
    pub line: Vec<(f64, f64)>,
    /// A fainter one.
    pub second: Vec<(f64, f64)>,
    /// A dot at each point of the line: where points are few.
    pub dots: bool,
    /// Crosses on the line: what stands wrong.
    pub slips: Vec<f64>,
    /// Small triangles on the line: what was taken back.
    pub taken_back: Vec<f64>,
    /// Dashed, across.
    pub target: Option<f64>,
}

impl Picture {
    /// As SVG.
    pub fn drawn(&self) -> Option<String> {
        let highest = self.line.iter().chain(&self.second).map(|(_, cpm)| *cpm).chain(self.target);
        let top = highest.fold(TOP_MIN_CPM, f64::max) * 1.1;
        let steps = self.steps.max(0.1);
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
            let mut chart = ChartBuilder::on(&area)
                .margin(6)
                .x_label_area_size(22)
                .y_label_area_size(36)
                .build_cartesian_2d(0.0..steps, 0.0..top)
                .ok()?;
            let label = |at: &f64| self.labels.get(at.round().max(0.0) as usize).cloned().unwrap_or_default();
            chart
                .configure_mesh()
                .disable_x_mesh()
                .bold_line_style(GRID)
                .light_line_style(TRANSPARENT)
                .axis_style(GRID)
                .label_style(("sans-serif", 12, &TEXT))
                .x_label_formatter(&label)
                .x_labels(self.labels.len().clamp(2, X_LABELS_MAX))
                .y_label_formatter(&|cpm| format!("{cpm:.0}"))
                .y_labels(5)
                .draw()
                .ok()?;
            if let Some(target) = self.target {
                chart.draw_series(LineSeries::new([(0.0, target), (steps, target)], TARGET)).ok()?;
            }
            chart.draw_series(LineSeries::new(self.second.iter().copied(), SECOND.stroke_width(1))).ok()?;
            chart.draw_series(LineSeries::new(self.line.iter().copied(), LINE.stroke_width(2))).ok()?;
            if self.dots {
                chart.draw_series(self.line.iter().map(|at| Circle::new(*at, 3, LINE.filled()))).ok()?;
            }
            let on_line = |at: &f64| (*at, height(&self.line, *at));
            let back = self.taken_back.iter().map(|at| TriangleMarker::new(on_line(at), 4, TAKEN_BACK.filled()));
            chart.draw_series(back).ok()?;
            let slips = self.slips.iter().map(|at| Cross::new(on_line(at), 4, SLIP.stroke_width(2)));
            chart.draw_series(slips).ok()?;
            area.present().ok()?;
        }
        Some(svg)
    }
}

/// The line's height at a moment; its first or last point's outside of it.
fn height(line: &[(f64, f64)], at: f64) -> f64 {
    let after = line.iter().position(|(x, _)| *x >= at);
    match after {
        Some(0) => line[0].1,
        Some(after) => {
            let ((x0, y0), (x1, y1)) = (line[after - 1], line[after]);
            if x1 > x0 { y0 + (y1 - y0) * (at - x0) / (x1 - x0) } else { y1 }
        }
        None => line.last().map_or(0.0, |(_, y)| *y),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_drawn_without_styles() {
        let picture = Picture {
            steps: 3.0,
            labels: ["0:00", "0:05", "0:10", "0:15"].map(str::to_owned).to_vec(),
            line: vec![(1.0, 40.0), (2.0, 60.0), (3.0, 50.0)],
            dots: true,
            slips: vec![1.5],
            taken_back: vec![0.2, 2.0],
            target: Some(60.0),
            ..Picture::default()
        };
        let svg = picture.drawn().unwrap_or_default();
        for (part, count) in
            [("fill=\"#010000\"", 3), ("fill=\"#000700\"", 2), ("stroke=\"#000600\"", 2), ("stroke=\"#040000\"", 1)]
        {
            assert_eq!(svg.matches(part).count(), count, "{part} in {svg}");
        }
        assert!(!svg.contains("style="), "the page's policy forbids styles: {svg}");
        for label in &picture.labels {
            assert!(svg.contains(label.as_str()), "{label} in {svg}");
        }
        assert!(Picture::default().drawn().is_some());
    }

    #[test]
    fn marks_lie_on_the_line() {
        let line = [(1.0, 40.0), (3.0, 60.0)];
        for (at, expected) in [(0.0, 40.0), (1.0, 40.0), (2.0, 50.0), (3.0, 60.0), (9.0, 60.0)] {
            assert!((height(&line, at) - expected).abs() < 1e-9, "{at}");
        }
        assert!(height(&[], 1.0).abs() < 1e-9);
    }
}
