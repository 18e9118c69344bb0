//! The contract of [`BlobStore`], case by case.

use std::ops::Range;

use bytes::Bytes;
use futures::future::{join, join_all};
use pixelprompt_domain::{BlobStore, MediaType};

/// One test for each case, against an empty store that the expression makes: a future of the store and
/// of whatever must live as long.
#[macro_export]
macro_rules! blob_store_suite {
    ($make:expr) => {
        $crate::blob_store_suite!(@each $make;
            keeps_files_byte_for_byte,
            what_is_missing_is_none,
            ranges_are_cut_off_at_the_end,
            a_file_replaces_the_one_before,
            readers_see_one_version_or_the_other,
            keeps_a_big_file,
            keeps_many_files_at_once,
            a_folder_goes_without_its_neighbours,
            a_folder_can_be_deleted_while_files_arrive,
        );
    };
    (@each $make:expr; $($case:ident),* $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let (store, _keep) = $make.await;
                $crate::blob_store::$case(&store).await;
            }
        )*
    };
}

async fn put(store: &dyn BlobStore, key: &str, file: impl Into<Bytes>) {
    if let Err(error) = store.put(key, file.into(), MediaType::Png).await {
        panic!("{key} was not kept: {error:?}");
    }
}

async fn get(store: &dyn BlobStore, key: &str, range: Option<Range<u64>>) -> Option<Bytes> {
    match store.get(key, range).await {
        Ok(file) => file,
        Err(error) => panic!("{key} was not read: {error:?}"),
    }
}

async fn delete(store: &dyn BlobStore, folder: &str) {
    if let Err(error) = store.delete_folder(folder).await {
        panic!("{folder} was not deleted: {error:?}");
    }
}

/// Any bytes, also none, under keys of any depth.
pub async fn keeps_files_byte_for_byte(store: &dyn BlobStore) {
    let every: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    put(store, "job/0/1/original", every.clone()).await;
    put(store, "job/0/1/thumbnail", "small").await;
    put(store, "empty", "").await;
    assert_eq!(
        get(store, "job/0/1/original", None).await,
        Some(every.into())
    );
    assert_eq!(
        get(store, "job/0/1/thumbnail", None).await,
        Some("small".into())
    );
    assert_eq!(get(store, "empty", None).await, Some(Bytes::new()));
}

/// Neither a file never kept, nor a folder, nor a part of a name.
pub async fn what_is_missing_is_none(store: &dyn BlobStore) {
    put(store, "job/0/original", "picture").await;
    for key in [
        "nothing",
        "job",
        "job/0",
        "job/0/orig",
        "job/0/original/more",
    ] {
        assert_eq!(get(store, key, None).await, None, "{key}");
        assert_eq!(get(store, key, Some(0..4)).await, None, "{key}");
        assert_eq!(get(store, key, Some(4..4)).await, None, "{key}");
    }
}

/// As the port says: cut off behind the end, empty from there on.
pub async fn ranges_are_cut_off_at_the_end(store: &dyn BlobStore) {
    put(store, "digits", "0123456789").await;
    for (range, found) in [
        (0..10, "0123456789"),
        (0..1, "0"),
        (3..7, "3456"),
        (9..10, "9"),
        (8..100, "89"),
        (10..20, ""),
        (11..20, ""),
        (5..5, ""),
        (50..50, ""),
    ] {
        let read = get(store, "digits", Some(range.clone())).await;
        assert_eq!(read, Some(found.into()), "{range:?}");
    }
    put(store, "empty", "").await;
    assert_eq!(get(store, "empty", Some(0..5)).await, Some(Bytes::new()));
}

/// Also by a shorter one.
pub async fn a_file_replaces_the_one_before(store: &dyn BlobStore) {
    put(store, "a/b", "a long first version").await;
    put(store, "a/b", "short").await;
    assert_eq!(get(store, "a/b", None).await, Some("short".into()));
}

/// While versions replace each other, each read is whole: one or the other, never a mixture.
pub async fn readers_see_one_version_or_the_other(store: &dyn BlobStore) {
    let version = |number: u8| vec![number; 100_000 + usize::from(number) * 1_000];
    put(store, "a/b", version(0)).await;
    let writing = |parity: u8| async move {
        for number in 0..20 {
            put(store, "a/b", version(number * 2 + parity)).await;
        }
    };
    let reading = async {
        for _ in 0..60 {
            let file = get(store, "a/b", None).await.unwrap_or_default();
            let first = *file.first().unwrap_or_else(|| panic!("the file was gone"));
            assert!(file == version(first), "a mixture of {} bytes", file.len());
        }
    };
    join(join(writing(0), writing(1)), reading).await;
}

/// Twenty megabytes, whole and in part.
pub async fn keeps_a_big_file(store: &dyn BlobStore) {
    let big: Vec<u8> = (0..20_000_000_u32).map(|at| (at % 251) as u8).collect();
    let big = Bytes::from(big);
    put(store, "big", big.clone()).await;
    assert!(get(store, "big", None).await == Some(big.clone()));
    let end = get(store, "big", Some(19_999_990..30_000_000)).await;
    assert_eq!(end, Some(big.slice(19_999_990..)));
}

/// A hundred files at the same moment, each with its own content.
pub async fn keeps_many_files_at_once(store: &dyn BlobStore) {
    let key = |number: usize| format!("job{}/{number}/1/original", number % 7);
    let puts = (0..100).map(|number| async move {
        put(store, &key(number), format!("picture {number}")).await;
    });
    join_all(puts).await;
    for number in 0..100 {
        let expected = format!("picture {number}");
        assert_eq!(get(store, &key(number), None).await, Some(expected.into()));
    }
}

/// What lies in the folder goes, at any depth; what is only called alike stays.
pub async fn a_folder_goes_without_its_neighbours(store: &dyn BlobStore) {
    let inside = ["ab/0/1/original", "ab/0/1/thumbnail", "ab/original"];
    let many: Vec<String> = (0..25)
        .map(|number| format!("ab/{number}/2/original"))
        .collect();
    let outside = ["abc/0/1/original", "a/b/c", "ab2", "x/ab/original"];
    let all = inside.iter().chain(&outside).copied();
    for key in all.chain(many.iter().map(String::as_str)) {
        put(store, key, key.to_owned()).await;
    }
    delete(store, "ab").await;
    for key in inside
        .iter()
        .copied()
        .chain(many.iter().map(String::as_str))
    {
        assert_eq!(get(store, key, None).await, None, "{key}");
    }
    for key in outside {
        assert!(get(store, key, None).await.is_some(), "{key}");
    }
    delete(store, "ab").await;
    delete(store, "never/there").await;
}

/// A picture that arrives while its job is deleted is kept or gone, and neither call fails.
pub async fn a_folder_can_be_deleted_while_files_arrive(store: &dyn BlobStore) {
    for round in 0..20 {
        let arriving = (0..5).map(|number| async move {
            put(
                store,
                &format!("job/{number}/1/original"),
                format!("{round}"),
            )
            .await;
        });
        join(join_all(arriving), delete(store, "job")).await;
    }
    delete(store, "job").await;
    assert_eq!(get(store, "job/0/1/original", None).await, None);
}
