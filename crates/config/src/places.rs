//! Where a configuration file and the data are, if nobody says so.

use std::path::{Path, PathBuf};

/// The name of the file, and of the folder in the user's folders.
const FILE: &str = "pixelprompt.toml";
const FOLDER: &str = "pixelprompt";

/// Whose customs decide where a user's files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// The XDG base directories, as on Linux.
    Xdg,
    /// `~/Library/Application Support`.
    MacOs,
    /// `%LOCALAPPDATA%` and `%APPDATA%`.
    Windows,
}

impl Platform {
    /// The one that the program was built for.
    pub const HERE: Self = if cfg!(windows) {
        Self::Windows
    } else if cfg!(target_os = "macos") {
        Self::MacOs
    } else {
        Self::Xdg
    };

    /// The user's folder for data.
    pub(crate) fn data(self, environment: &[(String, String)]) -> Option<PathBuf> {
        self.folder(environment, "XDG_DATA_HOME", ".local/share", "LOCALAPPDATA")
    }

    /// The user's folder for configuration.
    pub(crate) fn configuration(self, environment: &[(String, String)]) -> Option<PathBuf> {
        self.folder(environment, "XDG_CONFIG_HOME", ".config", "APPDATA")
    }

    fn folder(
        self,
        environment: &[(String, String)],
        xdg: &str,
        below_home: &str,
        windows: &str,
    ) -> Option<PathBuf> {
        let absolute = |name: &str| {
            environment
                .iter()
                .find(|(variable, _)| variable == name)
                .map(|(_, value)| PathBuf::from(value))
                // The XDG specification says so: relative paths are to be ignored.
                .filter(|path| self == Self::Windows || path.is_absolute())
                .filter(|path| !path.as_os_str().is_empty())
        };
        let folder = match self {
            Self::Xdg => absolute(xdg).or_else(|| Some(absolute("HOME")?.join(below_home)))?,
            Self::MacOs => absolute("HOME")?.join("Library/Application Support"),
            Self::Windows => absolute(windows)?,
        };
        Some(folder.join(FOLDER))
    }
}

/// The file to load: the one named by `option` or by `PIXELPROMPT_CONFIG`, whether it exists or not;
/// else `pixelprompt.toml` in the working directory or in the user's configuration folder, if there
/// is one.
pub fn find_file(
    option: Option<&Path>,
    environment: &[(String, String)],
    platform: Platform,
) -> Option<PathBuf> {
    let named = environment
        .iter()
        .find(|(name, value)| name == crate::variables::FILE && !value.trim().is_empty())
        .map(|(_, value)| PathBuf::from(value));
    let usual = || {
        let user = platform.configuration(environment);
        [Some(PathBuf::new()), user]
            .into_iter()
            .flatten()
            .map(|folder| folder.join(FILE))
            .find(|file| file.is_file())
    };
    option.map(Path::to_owned).or(named).or_else(usual)
}
