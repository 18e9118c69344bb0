//! What holds for every file and every environment.

use proptest::prelude::*;

use super::{load, loads, sources};
use crate::{ByteSize, Config, keys};

proptest! {
    #[test]
    fn no_text_makes_loading_panic(file in ".{0,200}") {
        let _ = load(&file, &[]);
    }

    #[test]
    fn no_value_of_a_variable_makes_loading_panic(value in ".{0,60}", place in 0..keys().count()) {
        let name = keys().nth(place).map(|key| key.variables().remove(0)).unwrap_or_default();
        let result = Config::load(sources(&[(&name, &value)]));
        if let Err(mistakes) = result {
            for mistake in mistakes.0 {
                let sentence = mistake.to_string();
                prop_assert!(!sentence.contains('\n'), "{}", sentence);
                prop_assert!(sentence.ends_with(['.', '?']), "{}", sentence);
            }
        }
    }

    #[test]
    fn a_number_reads_the_same_from_file_and_environment(number in 0_u32..1_000_000_000) {
        let file = format!("[limits]\nglobal_per_hour = {number}");
        let text = number.to_string();
        prop_assert_eq!(loads(&file, &[]).config.limits.global_per_hour, number);
        let variables = [("GLOBAL_LIMIT", text.as_str())];
        prop_assert_eq!(loads("", &variables).config.limits.global_per_hour, number);
    }

    #[test]
    fn a_size_reads_as_it_is_written(bytes in (1_u64 << 10)..(64 << 20)) {
        let size = ByteSize(bytes);
        let file = format!("[server]\nbody_limit = \"{size}\"");
        prop_assert_eq!(loads(&file, &[]).config.server.body_limit, size);
    }
}
