use std::sync::Arc;

use pixelprompt_domain::{ImageProvider, Resending};
use pixelprompt_engine::{
    Asked, Catalogue, Client, Keyless, ModelSettings, NoModel, WorkerSettings,
};

use crate::support::{Deed, Scripted, Studio, asked, first, ms};

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

fn similar(name: &str) -> Vec<String> {
    match catalogue().find(name) {
        Err(NoModel::Unknown(unknown)) => unknown.similar,
        other => panic!("{:?}", other.map(|_| ())),
    }
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
        assert_eq!(similar(slip)[0], meant, "{slip}");
    }
}

#[test]
fn nothing_like_it_gets_no_suggestion() {
    for name in ["", "🦊", "zzzz", "../../etc"] {
        assert_eq!(similar(name), [""; 0], "{name:?}");
    }
}

fn keyless(id: &str) -> Keyless {
    let model = Scripted::new(id, Resending::Free, Deed::Hang);
    Keyless {
        info: model.models()[0].clone(),
        variable: "OTHER_API_KEY".to_owned(),
    }
}

#[test]
fn a_model_without_a_key_is_known_and_not_found() {
    let all = catalogue().with_keyless(vec![keyless("other/noto"), keyless("other/lumen")]);
    for name in ["other/noto", "lumen", "Other/Lumen"] {
        let Err(NoModel::KeyMissing(missing)) = all.find(name) else {
            panic!("{name}")
        };
        assert_eq!(missing.variable, "OTHER_API_KEY");
        assert!(missing.to_string().contains("OTHER_API_KEY"), "{missing}");
    }
    assert!(all.find("painter/noto").is_ok());
    let both = all.find("noto").map(|_| ());
    assert!(
        matches!(both, Err(NoModel::Unknown(_))),
        "two are called so"
    );
    assert_eq!(all.entries().len(), 5);
    let lumen = "other/lumen".parse().unwrap();
    assert!(all.get(&lumen).is_none());
    assert_eq!(all.name(&lumen), Some("Same Name"));
}

#[tokio::test(start_paused = true)]
async fn all_models_are_those_that_can_be_asked() {
    let model = Scripted::new("m/a", Resending::Free, Deed::Paint(ms(1)));
    let mut studio = Studio::closed(&[&model], |_, _, _| {});
    let catalogue = studio.parts.catalogue.as_ref().clone();
    studio.parts.catalogue = Arc::new(catalogue.with_keyless(vec![keyless("m/b")]));
    let studio = Studio::of(studio.parts, WorkerSettings::default(), studio.blobs);
    let all = studio.try_submit(asked("a fox"), None).await.unwrap();
    assert_eq!(all.models, 1);
    let named = Asked {
        models: vec!["m/a".to_owned(), "m/b".to_owned()],
        ..asked("a fox")
    };
    let refused = studio.try_submit(named, None).await.unwrap_err();
    assert_eq!(refused.code(), "KEY_MISSING");

    // Its key was there when the run was asked for.
    studio.engine.cancel(&all.id).await.unwrap();
    let mut later = studio.parts.clone();
    later.catalogue = Arc::new(Catalogue::default().with_keyless(vec![keyless("m/a")]));
    let later = Studio::of(later, WorkerSettings::default(), studio.blobs);
    let retried = later.engine.retry(&first(&all.id), Client::Local).await;
    assert_eq!(retried.unwrap_err().code(), "NOT_ALLOWED");
}
