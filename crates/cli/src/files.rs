//! Where pictures go: names that can be read, folders that can be written, files that are whole.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use crate::{failure::Failure, interrupt};

/// How much of a prompt goes into a file name. In bytes it is at most four times that, which
/// leaves room for model and seed in the 255 bytes that file systems allow.
const SLUG_CHARS: usize = 40;

/// The part of a text that can stand in a file name: letters and digits of any script in lower
/// case, single dashes for everything between. It holds no dot and no slash, so no text can
/// reach another folder or hide a file.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut chars = 0;
    let mut gap = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            gap = !slug.is_empty();
            continue;
        }
        if chars + usize::from(gap) >= SLUG_CHARS {
            break;
        }
        if gap {
            slug.push('-');
            chars += 1;
            gap = false;
        }
        slug.push(c);
        chars += 1;
    }
    if slug.is_empty() {
        "picture".to_owned()
    } else {
        slug
    }
}

/// Makes the folder if need be and proves that files can be put into it, before anything is
/// painted in vain.
pub(crate) fn check_folder(folder: &Path) -> Result<(), Failure> {
    let _ends_after_this = interrupt::writing();
    fs::create_dir_all(folder)
        .and_then(|()| temporary(folder))
        .map(drop)
        .map_err(|error| unwritable(folder, &error))
}

/// Puts a file into the folder under `stem` and `extension`, whole or not at all, and never in
/// the place of another: a name that is taken gets a counter.
pub(crate) fn save(
    folder: &Path,
    stem: &str,
    extension: &str,
    bytes: &[u8],
) -> Result<PathBuf, Failure> {
    let _ends_after_this = interrupt::writing();
    let written = temporary(folder).and_then(|mut file| {
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    });
    let mut file = written.map_err(|error| unwritable(folder, &error))?;
    for copy in 1_u32.. {
        let name = match copy {
            1 => format!("{stem}.{extension}"),
            _ => format!("{stem}-{copy}.{extension}"),
        };
        let path = folder.join(name);
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => file = taken.file,
            Err(other) => return Err(unwritable(folder, &other.error)),
        }
    }
    Err(Failure::internal("all file names are taken"))
}

/// A file in the folder that vanishes unless it gets a name.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".pixelprompt-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As for any other new file: the person's umask decides, not the secrecy of temporaries.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn unwritable(folder: &Path, error: &io::Error) -> Failure {
    Failure::bad_input(
        "FOLDER_NOT_WRITABLE",
        format!("the folder {} cannot be written: {error}", folder.display()),
        "choose another one with --out FOLDER",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_can_be_read() {
        for (text, slug_of_it) in [
            ("A red fox!", "a-red-fox"),
            ("../../etc/passwd", "etc-passwd"),
            ("..", "picture"),
            ("🦊🦊", "picture"),
            ("Красная лиса", "красная-лиса"),
            ("ثعلب أحمر", "ثعلب-أحمر"),
            ("a\u{202E}b", "a-b"),
            ("con\nnul\ttab", "con-nul-tab"),
            ("--a--", "a"),
        ] {
            assert_eq!(slug(text), slug_of_it, "{text:?}");
        }
    }

    #[test]
    fn slugs_are_short_and_end_in_a_word() {
        let long = slug(&"word ".repeat(200));
        assert!(long.chars().count() <= SLUG_CHARS);
        assert!(!long.ends_with('-'));
        assert!(slug(&"𒀀".repeat(1000)).len() <= 4 * SLUG_CHARS);
    }

    #[test]
    fn a_taken_name_gets_a_counter_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let save = |bytes| save(folder.path(), "fox", "png", bytes).unwrap();
        assert_eq!(save(b"one"), folder.path().join("fox.png"));
        assert_eq!(save(b"two"), folder.path().join("fox-2.png"));
        assert_eq!(save(b"three"), folder.path().join("fox-3.png"));
        assert_eq!(fs::read(folder.path().join("fox.png")).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}
