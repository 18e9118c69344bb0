use std::sync::Arc;

use pixelprompt_domain::{ImageProvider, Resending};
use pixelprompt_engine::{Catalogue, ModelSettings};

use crate::support::{Deed, Scripted};

fn catalogue() -> Catalogue {
    let ids = [
        "painter/noto",
        "painter/twemoji",
        "painter/fluent-3d",
        "painter/blobs",
        "other/noto-2",
    ];
    let models =
        ids.map(|id| Scripted::new(id, Resending::Free, Deed::Hang) as Arc<dyn ImageProvider>);
    Catalogue::new(models, |_| ModelSettings::default())
}

#[test]
fn a_model_is_found_by_id_and_by_its_last_part() {
    for name in ["painter/noto", "noto", "Painter/NOTO", " noto "] {
        let found = catalogue()
            .find(name)
            .map(|entry| entry.info.id.to_string());
        assert_eq!(found.as_deref(), Ok("painter/noto"), "{name:?}");
    }
}

#[test]
fn a_slip_gets_suggestions_best_first() {
    for (slip, meant) in [
        ("nto", "painter/noto"),
        ("painter/twemojy", "painter/twemoji"),
        ("Fluent3D", "painter/fluent-3d"),
        ("blob", "painter/blobs"),
    ] {
        let unknown = catalogue().find(slip).map(|_| ()).unwrap_err();
        assert_eq!(unknown.similar[0], meant, "{slip}");
    }
}

#[test]
fn nothing_like_it_gets_no_suggestion() {
    for name in ["", "🦊", "zzzz", "../../etc"] {
        let unknown = catalogue().find(name).map(|_| ()).unwrap_err();
        assert_eq!(unknown.similar, [""; 0], "{name:?}");
    }
}
