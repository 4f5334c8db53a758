//! What the story has left behind goes into a file, and from it into a database of either kind.

use super::databases::{Fresh, each};
use miaohui::storage::{RestoreFault, Storage};
use std::io::Cursor;

pub async fn backup(storage: &Storage, tables: &[String]) {
    let mut file = Vec::new();
    let written = storage.back_up(&mut file, super::NOON).await.unwrap();
    assert!(written.rows > 100, "{written:?}");
    for Fresh { name, storage: other, .. } in each().await {
        let restored = other.restore(Cursor::new(&file), false).await.unwrap();
        assert_eq!(restored, written, "{name}");
        assert_eq!(other.verify_audit().await.unwrap().unwrap(), storage.verify_audit().await.unwrap().unwrap());
        let mut again = Vec::new();
        let both = other.back_up(&mut again, super::NOON).await.unwrap();
        // The shifts were let go of, so the hash is another.
        assert_eq!(both.rows, written.rows);
        assert_ne!(both.hash, written.hash);

        let in_use = other.restore(Cursor::new(&file), false).await.unwrap_err();
        assert!(matches!(in_use, RestoreFault::InUse(_)), "{in_use}");
        assert_eq!(other.restore(Cursor::new(&file), true).await.unwrap(), written);
        refused(&other, &file).await;
        other.close().await;
    }
    let kept = Storage::backed_up_tables();
    for table in tables {
        assert!(kept.contains(&table.as_str()), "{table} is neither backed up nor left out on purpose");
    }
}

/// A faulty file changes nothing.
async fn refused(storage: &Storage, file: &[u8]) {
    let before = storage.back_up(Vec::new(), super::NOON).await.unwrap();
    let refuse = async |file: &[u8], part: &str| {
        let fault = storage.restore(Cursor::new(file), true).await.unwrap_err();
        assert!(fault.is_of_file() && fault.to_string().contains(part), "{fault}");
    };
    refuse(&file[..file.len() / 2], "gzip").await;
    refuse(b"not gzip at all", "gzip").await;
    let mut plain = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(file), &mut plain).unwrap();
    let packed = |text: &str| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut out, text.as_bytes()).unwrap();
        out.finish().unwrap()
    };
    refuse(&packed("{}\n"), "no backup").await;
    refuse(&packed(&plain.replacen("何静", "何镜", 1)), "was changed").await;
    let (rows, _) = plain.trim_end().rsplit_once('\n').unwrap();
    refuse(&packed(&format!("{rows}\n")), "cut off").await;
    let without_one: Vec<&str> = plain.lines().enumerate().filter(|(at, _)| *at != 5).map(|(_, line)| line).collect();
    refuse(&packed(&(without_one.join("\n") + "\n")), "was changed").await;
    refuse(&packed(&plain.replacen("\"migration\":", "\"migration\":9", 1)), "newer").await;
    assert_eq!(storage.back_up(Vec::new(), super::NOON).await.unwrap(), before);
}
