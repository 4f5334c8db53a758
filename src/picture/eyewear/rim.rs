//! The outline of one lens, as a path around its centre.

use super::super::pen::Path;
use super::Rim;

/// Left lens around (x, y) with half width and half height; `inner` is the side of the nose (+1 right of it, for the left lens).
pub fn lens(rim: Rim, (x, y): (f64, f64), (w, h): (f64, f64)) -> Path {
    match rim {
        Rim::Round | Rim::Oval => {
            let k = 0.552;
            Path::at(x - w, y)
                .sweep((x - w, y - h * k), (x - w * k, y - h), (x, y - h))
                .sweep((x + w * k, y - h), (x + w, y - h * k), (x + w, y))
                .sweep((x + w, y + h * k), (x + w * k, y + h), (x, y + h))
                .sweep((x - w * k, y + h), (x - w, y + h * k), (x - w, y))
                .close()
        }
        Rim::Polygon => {
            let (a, b) = (w * 0.5, h * 0.48);
            Path::at(x - w, y - b)
                .to(x - a, y - h)
                .to(x + a, y - h)
                .to(x + w, y - b)
                .to(x + w, y + b * 0.7)
                .to(x + a, y + h)
                .to(x - a, y + h)
                .to(x - w, y + b * 0.7)
                .close()
        }
        Rim::CatEye => Path::at(x - w - 5.0, y - h - 3.0)
            .bend((x - w * 0.2, y - h), (x + w * 0.8, y - h * 0.75))
            .bend((x + w + 2.0, y - h * 0.2), (x + w * 0.85, y + h * 0.4))
            .bend((x + w * 0.5, y + h), (x - w * 0.1, y + h))
            .bend((x - w * 0.85, y + h), (x - w, y + h * 0.1))
            .bend((x - w - 1.0, y - h * 0.6), (x - w - 5.0, y - h - 3.0))
            .close(),
        Rim::Aviator => Path::at(x - w, y - h * 0.8)
            .bend((x - w * 0.6, y - h), (x, y - h))
            .bend((x + w, y - h), (x + w, y - h * 0.6))
            .bend((x + w, y + h * 0.1), (x + w * 0.5, y + h * 0.7))
            .bend((x + w * 0.1, y + h), (x - w * 0.35, y + h))
            .bend((x - w, y + h * 0.9), (x - w, y - h * 0.8))
            .close(),
        // Square and its kin: how round the corners are.
        _ => {
            let round = match rim {
                Rim::Soft => 0.75,
                Rim::BigSquare => 0.3,
                Rim::Half | Rim::Bare => 0.4,
                _ => 0.42,
            };
            let (a, b) = (w * (1.0 - round), h * (1.0 - round));
            let low = w * 0.94;
            Path::at(x - a, y - h)
                .to(x + a, y - h)
                .bend((x + w, y - h), (x + w, y - b))
                .to(x + low, y + b * 0.8)
                .bend((x + low, y + h), (x + a * 0.9, y + h))
                .to(x - a * 0.9, y + h)
                .bend((x - low, y + h), (x - low, y + b * 0.8))
                .to(x - w, y - b)
                .bend((x - w, y - h), (x - a, y - h))
                .close()
        }
    }
}
