//! Puts the built page (`web/dist`) into the program: every file, and smaller forms of what can be made
//! smaller, so that no request waits for a compressor.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest as _, Sha256};

/// A smaller form must save that much: a twentieth.
const WORTH: usize = 20;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let dist = root.join("../../web/dist");
    // Cargo builds again each time if what it watches is not there. That is all it costs where the
    // folder cannot be made, as in a source tree that is only for reading.
    let _ = fs::create_dir_all(&dist);
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rustc-check-cfg=cfg(no_page)");
    let mut files = Vec::new();
    if dist.join("index.html").exists() {
        collect(&dist, &mut files)?;
        files.sort();
    } else {
        println!("cargo::rustc-cfg=no_page");
    }
    let mut table = String::from("/// The files of the page.\nstatic FILES: &[File] = &[\n");
    for file in &files {
        let entry = entry(&dist, file, &out)?;
        table.push_str(&entry);
    }
    table.push_str("];\n");
    fs::write(out.join("page.rs"), table)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn entry(dist: &Path, file: &Path, out: &Path) -> io::Result<String> {
    let name = file.strip_prefix(dist).map_err(io::Error::other)?;
    let name = name.to_string_lossy().replace('\\', "/");
    let path = if name == "index.html" {
        "/".to_owned()
    } else {
        format!("/{name}")
    };
    let bytes = fs::read(file)?;
    let hash = hex::encode(&Sha256::digest(&bytes)[..16]);
    let media_type = media_type(&name);
    // A copy, so that a page that is built anew meanwhile does not break this build.
    let plain = keep(out, &hash, "plain", &bytes)?;
    let mut packed = String::new();
    if !matches!(
        media_type,
        "image/png" | "image/webp" | "image/jpeg" | "font/woff2"
    ) {
        for (encoding, smaller) in [("Brotli", brotli(&bytes)?), ("Gzip", gzip(&bytes)?)] {
            if smaller.len() + smaller.len() / WORTH < bytes.len() {
                let path = keep(out, &hash, encoding, &smaller)?;
                write!(packed, "(Encoding::{encoding}, include_bytes!({path:?})), ")
                    .map_err(io::Error::other)?;
            }
        }
    }
    Ok(format!(
        "    File {{ path: {path:?}, media_type: {media_type:?}, hash: {hash:?}, \
         plain: include_bytes!({plain:?}), packed: &[{packed}] }},\n"
    ))
}

/// Writes a file for the compiler, and tells where.
fn keep(out: &Path, hash: &str, form: &str, bytes: &[u8]) -> io::Result<String> {
    let path = out.join(format!("{hash}.{form}"));
    fs::write(&path, bytes)?;
    Ok(path.to_string_lossy().into_owned())
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 11, 22);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
