//! Shops, products, size tables and policies: what an agent must know and a buyer may ask.
//! Plain data, loaded from `content/shops/<id>/shop.toml` and `products.toml`.

pub mod order;
pub mod product;
pub mod shop;

pub use order::{Order, OrderLine, OrderState};
pub use product::Product;
pub use shop::{Coupon, Shop, SizeRow, SizeTable};
