//! What `pixelprompt generate` leaves behind when all goes well.

use crate::support::{Desk, parameters, size};

#[test]
fn every_model_leaves_a_picture_and_all_share_a_contact_sheet() {
    let desk = Desk::new();
    let paths = desk.generate("A red fox!", &["--seed", "42"]).paths();
    let names = [
        "a-red-fox-painter-fluent-3d-42.png",
        "a-red-fox-painter-fluent-flat-42.png",
        "a-red-fox-painter-noto-42.png",
        "a-red-fox-painter-blobs-42.png",
        "a-red-fox-painter-twemoji-42.png",
        "a-red-fox-42-contact-sheet.png",
    ];
    let told: Vec<_> = paths.iter().map(|p| p.to_str().unwrap()).collect();
    assert_eq!(told, names.map(|name| format!("pictures/{name}")));
    let mut sorted = names.map(str::to_owned);
    sorted.sort();
    assert_eq!(desk.pictures(), sorted);
    assert_eq!(size(&desk.read(names[0])), (64, 64));
    let (width, height) = size(&desk.read(names[5]));
    assert!(width > 5 * 64 && height > 64);
}

#[test]
fn a_picture_says_how_it_was_painted() {
    let desk = Desk::new();
    let words = [
        "--model",
        "noto",
        "--seed",
        "7",
        "--guidance",
        "4.5",
        "--negative",
        "blue",
    ];
    desk.generate("a café", &words).paths();
    assert_eq!(
        parameters(&desk.read("a-café-painter-noto-7.png")),
        format!(
            "a café\nNegative prompt: blue\nSteps: 1, Sampler: Euler, CFG scale: 4.5, Seed: 7, \
             Size: 64x64, Model: painter/noto, Version: pixelprompt {}",
            env!("CARGO_PKG_VERSION")
        )
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_no_file_is_overwritten() {
    let desk = Desk::new();
    let words = ["--model", "blobs", "--seed", "3"];
    let first = desk.generate("a cake", &words).paths();
    let second = desk.generate("a cake", &words).paths();
    assert_eq!(
        desk.pictures(),
        [
            "a-cake-3-contact-sheet-2.png",
            "a-cake-3-contact-sheet.png",
            "a-cake-painter-blobs-3-2.png",
            "a-cake-painter-blobs-3.png",
        ]
    );
    assert_ne!(first, second);
    assert_eq!(
        desk.read("a-cake-painter-blobs-3.png"),
        desk.read("a-cake-painter-blobs-3-2.png")
    );
}

#[test]
fn a_drawn_seed_is_told_and_another_each_time() {
    let desk = Desk::new();
    let run = || {
        let ended = desk.generate("a cake", &["--model", "noto", "--json"]);
        let seed = ended.json()["seed"].as_u64().unwrap();
        assert!(
            ended.err().contains(&format!("--seed {seed} ")),
            "{}",
            ended.err()
        );
        seed
    };
    assert_ne!(run(), run());
}

#[test]
fn json_tells_everything_about_every_model() {
    let desk = Desk::new();
    let words = [
        "--model",
        "noto",
        "--model",
        "painter/twemoji",
        "--seed",
        "42",
        "--json",
    ];
    let ended = desk.run(
        &[
            &["generate", "a red fox", "--steps", "2", "--size", "100"],
            &words[..],
        ]
        .concat(),
    );
    assert_eq!(ended.code(), Some(0));
    let document = ended.json();
    assert_eq!(document["prompt"], "a red fox");
    assert_eq!(document["seed"], 42);
    assert_eq!(
        document["contactSheet"],
        "pictures/a-red-fox-42-contact-sheet.png"
    );
    let images = document["images"].as_array().unwrap();
    assert_eq!(images.len(), 2);
    let image = &images[0];
    assert_eq!(image["model"], "painter/noto");
    assert_eq!(image["name"], "Noto");
    assert_eq!(image["path"], "pictures/a-red-fox-painter-noto-42.png");
    assert_eq!(
        (&image["width"], &image["height"]),
        (&128.into(), &128.into())
    );
    assert!(image["seconds"].as_f64().unwrap() > 0.0);
    assert!(!image["reading"].as_str().unwrap().is_empty());
    assert_eq!(image["parameters"]["steps"], 2);
    assert_eq!(image["warnings"][0]["kind"], "adapted");
    assert_eq!(image["warnings"][0]["parameter"], "size");
    assert!(
        image["warnings"][0]["message"]
            .as_str()
            .unwrap()
            .contains("128x128")
    );
    assert!(image.get("error").is_none());
}

#[test]
fn a_model_named_twice_paints_once() {
    let desk = Desk::new();
    let words = [
        "--model",
        "noto",
        "--model",
        "painter/noto",
        "--model",
        "NOTO",
        "--seed",
        "1",
    ];
    assert_eq!(desk.generate("a bus", &words).paths().len(), 2);
}

#[test]
fn any_utf_8_prompt_is_painted_and_stays_in_its_folder() {
    let emoji = "🦊".repeat(1000);
    for (prompt, file) in [
        (emoji.as_str(), "picture-painter-noto-1.png"),
        ("../../x", "x-painter-noto-1.png"),
        ("/etc/passwd", "etc-passwd-painter-noto-1.png"),
        ("ثعلب أحمر", "ثعلب-أحمر-painter-noto-1.png"),
        (
            "a fox\nin the\tsnow\u{1b}[2J",
            "a-fox-in-the-snow-2j-painter-noto-1.png",
        ),
        ("fox\u{202E}gpj.exe", "fox-gpj-exe-painter-noto-1.png"),
        ("-- --json", "json-painter-noto-1.png"),
    ] {
        let desk = Desk::new();
        let words = [
            "generate", "--steps", "1", "--size", "64", "--model", "noto", "--seed", "1",
        ];
        desk.run(&[&words[..], &["--", prompt]].concat()).paths();
        assert!(
            desk.pictures().contains(&file.to_owned()),
            "{:?}",
            desk.pictures()
        );
        let above: Vec<_> = std::fs::read_dir(desk.path()).unwrap().collect();
        assert_eq!(above.len(), 1, "{prompt:?}");
        assert!(!parameters(&desk.read(file)).contains('\u{1b}'));
    }
}

#[test]
fn folders_are_made_and_files_follow_the_umask() {
    let desk = Desk::new();
    let paths = desk
        .generate(
            "a bus",
            &["--out", "a/b c/ü", "--model", "noto", "--seed", "1"],
        )
        .paths();
    assert_eq!(paths[0].to_str(), Some("a/b c/ü/a-bus-painter-noto-1.png"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode();
        let plain = desk.path().join("plain");
        std::fs::write(&plain, "").unwrap();
        assert_eq!(mode(&desk.path().join(&paths[0])), mode(&plain));
    }
}

#[test]
fn nothing_is_drawn_where_there_is_no_terminal() {
    let desk = Desk::new();
    let ended = desk.generate("a bus", &["--seed", "1"]);
    assert!(!ended.err().contains('\u{1b}') && !ended.err().contains('\r'));
    assert!(
        ended
            .err()
            .lines()
            .all(|line| line.starts_with("understood as")),
        "{}",
        ended.err()
    );
}
