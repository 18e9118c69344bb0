//! From a configuration to a studio: the only place that picks adapters.

use std::sync::Arc;

use pixelprompt_aws::DYNAMODB;
use pixelprompt_config::{self as configuration, Config, StoreKind};
use pixelprompt_domain::{BlobStore, ContentFilter, Ids as _, JobStore, Limiter};
use pixelprompt_engine::{
    Budget, Catalogue, Dispatch, Engine, Limits, LocalEvents, Parts, RandomIds, SystemClock,
    UnknownPrice, Worker, WorkerSettings,
};
use pixelprompt_painter::Painter;
use pixelprompt_providers::grammar::BuiltInPhrases;
use pixelprompt_storage::{
    DynamoStore, FolderLock, LockError, MemoryJobs, MemoryLimiter, ObjectBlobs, OpenError,
    SqliteStore,
};

use crate::{
    NoStudio, Queue, amazon,
    models::catalogue,
    pictures::{blobs, check},
    words,
};

/// The engine and its worker, which has not begun.
pub struct Studio {
    /// The use cases.
    pub engine: Engine,
    /// Works once it is [started](Studio::start).
    pub worker: Worker,
    /// Nobody else works on the jobs: claims found at start belong to a process that is dead.
    alone: bool,
    database: Option<SqliteStore>,
    /// Held as long as the studio is open.
    _lock: Option<FolderLock>,
}

impl Studio {
    /// A studio that keeps nothing when the program ends.
    pub fn in_memory(config: &Config, catalogue: Catalogue) -> Result<Self, NoStudio> {
        let stores = Stores {
            jobs: Arc::new(MemoryJobs::new()),
            limiter: Arc::new(MemoryLimiter::default()),
            blobs: Arc::new(ObjectBlobs::memory()),
        };
        Self::of(config, catalogue, stores, Limits::none(), None)
    }

    /// The studio of the configuration, on its folder and buckets.
    pub async fn open(config: &Config) -> Result<Self, NoStudio> {
        let blobs = blobs(config)?;
        check(&blobs).await?;
        Self::on(config, Arc::new(blobs))
    }

    /// The same for a function, which is called to do one thing and asks nobody before it does.
    pub fn for_function(config: &Config) -> Result<Self, NoStudio> {
        Self::on(config, Arc::new(blobs(config)?))
    }

    fn on(config: &Config, blobs: Arc<dyn BlobStore>) -> Result<Self, NoStudio> {
        let folder = config.data.folder.as_path();
        let (mut database, mut lock) = (None, None);
        let (jobs, limiter): Kept = match config.store.kind {
            StoreKind::Sqlite => {
                let store = SqliteStore::open(folder).map_err(|error| unusable(&error))?;
                let adapters = (Arc::new(store.jobs()), Arc::new(store.limiter()));
                database = Some(store);
                (adapters.0, adapters.1)
            }
            StoreKind::Memory => {
                lock = Some(FolderLock::take(folder).map_err(|error| unusable(&error.into()))?);
                (
                    Arc::new(MemoryJobs::new()),
                    Arc::new(MemoryLimiter::default()),
                )
            }
            StoreKind::Dynamodb => table(config)?,
        };
        let limits = Limits {
            jobs_per_hour: config.limits.global_per_hour,
            client_jobs_per_day: config.limits.client_per_day,
            client_enhances_per_hour: config.limits.enhance_per_hour,
            client_logs_per_hour: config.limits.log_per_hour,
            whitelist: config.limits.whitelist.clone(),
        };
        let stores = Stores {
            jobs,
            limiter,
            blobs,
        };
        Ok(Self {
            alone: config.store.kind != StoreKind::Dynamodb,
            database,
            _lock: lock,
            ..Self::of(config, catalogue(config)?, stores, limits, queue(config)?)?
        })
    }

    fn of(
        config: &Config,
        catalogue: Catalogue,
        stores: Stores,
        limits: Limits,
        queue: Option<Queue>,
    ) -> Result<Self, NoStudio> {
        let filter = filter(config)?;
        let parts = Parts {
            jobs: stores.jobs,
            blobs: stores.blobs,
            limiter: stores.limiter,
            events: Arc::new(LocalEvents::default()),
            catalogue: Arc::new(catalogue),
            enhancer: words::enhancer(config)?,
            built_in_enhancer: Arc::new(BuiltInPhrases),
            enhance_patience: words::enhance_patience(config),
            filter: Arc::new(filter),
            moderation: words::moderation(config)?,
            limits: Arc::new(limits),
            budget: Arc::new(budget(config)),
            clock: Arc::new(SystemClock),
            ids: Arc::new(RandomIds),
        };
        let worker = Worker::new(parts.clone(), worker_settings(config));
        let dispatch: Arc<dyn Dispatch> = match queue {
            Some(queue) => Arc::new(queue),
            None => Arc::new(worker.clone()),
        };
        Ok(Self {
            engine: Engine::new(parts, dispatch),
            worker,
            alone: false,
            database: None,
            _lock: None,
        })
    }

    /// Begins to work; first takes up what a process that died has left.
    pub async fn start(&self) -> Result<(), NoStudio> {
        if self.alone {
            let orphans = self.worker.take_over().await.map_err(NoStudio::internal)?;
            if orphans > 0 {
                tracing::info!(orphans, "taking up runs that were interrupted");
            }
        }
        self.worker.start();
        Ok(())
    }

    /// Closes the database, after the last run was let go of.
    pub async fn close(self) {
        if let Some(database) = self.database {
            // Waits for a thread, which an asynchronous one must not.
            let closed = tokio::task::spawn_blocking(move || database.close()).await;
            if let Err(error) = closed {
                tracing::error!(%error, "the database was not closed well");
            }
        }
    }
}

struct Stores {
    jobs: Arc<dyn JobStore>,
    limiter: Arc<dyn Limiter>,
    blobs: Arc<dyn BlobStore>,
}

/// Where jobs and limits are kept.
type Kept = (Arc<dyn JobStore>, Arc<dyn Limiter>);

/// A table at Amazon. Nobody is asked yet.
fn table(config: &Config) -> Result<Kept, NoStudio> {
    let missing = || NoStudio::internal("the configuration does not say where the table is");
    let found = config.amazon.as_ref().ok_or_else(missing)?;
    let table = config.store.table.as_deref().ok_or_else(missing)?;
    let endpoint = config.store.endpoint.as_ref().map(url::Url::as_str);
    let client = amazon(found)?
        .service(DYNAMODB, endpoint)
        .map_err(NoStudio::internal)?;
    let store = DynamoStore::new(client, table, || RandomIds.random() as u64);
    Ok((Arc::new(store.jobs()), Arc::new(store.limiter())))
}

/// Who hears of work in the place of this process's worker.
fn queue(config: &Config) -> Result<Option<Queue>, NoStudio> {
    match &config.amazon {
        Some(found) if config.queue.url.is_some() => Queue::of(config, &amazon(found)?),
        _ => Ok(None),
    }
}

fn filter(config: &Config) -> Result<ContentFilter, NoStudio> {
    if !config.filter.enabled {
        return Ok(ContentFilter::off());
    }
    ContentFilter::new(&config.filter.changes()).map_err(|error| {
        NoStudio::bad_input(
            "CONFIGURATION",
            error,
            "mend the section [filter] of the configuration",
        )
    })
}

fn budget(config: &Config) -> Budget {
    let budget = &config.budget;
    Budget {
        daily: budget.daily_usd,
        monthly: budget.monthly_usd,
        client_daily: budget.client_daily_usd,
        client_monthly: budget.client_monthly_usd,
        unknown_price: match budget.unknown_price {
            configuration::UnknownPrice::Refuse => UnknownPrice::Refuse,
            configuration::UnknownPrice::Allow => UnknownPrice::Allow,
            configuration::UnknownPrice::Assume(sum) => UnknownPrice::Assume(sum),
        },
    }
}

fn worker_settings(config: &Config) -> WorkerSettings {
    let work = &config.work;
    WorkerSettings {
        concurrency: work.concurrency as usize,
        lease: work.lease_seconds.into(),
        attempts: work.attempts,
        breaker_failures: work.breaker_failures,
        breaker_rest: work.breaker_rest_seconds.into(),
        previews: work.previews,
        pictures: pictures(config),
        ..WorkerSettings::default()
    }
}

fn pictures(config: &Config) -> pixelprompt_picture::Limits {
    pixelprompt_picture::Limits {
        pixels: config.work.max_picture_pixels,
        bytes: config.work.max_picture_size.bytes(),
    }
}

/// Why the data folder cannot be used, and what to do about it.
fn unusable(error: &OpenError) -> NoStudio {
    let hint = match error {
        OpenError::Folder(LockError::InUse(_)) | OpenError::Busy { .. } => {
            "stop the other program, or choose another folder with --data"
        }
        OpenError::Folder(LockError::Folder { .. }) | OpenError::NoRights { .. } => {
            "change its owner, or choose another folder with --data"
        }
        OpenError::NotOurs(_) | OpenError::Newer { .. } => "or choose another folder with --data",
        OpenError::Failed { .. } => {
            "make room if the disk is full; otherwise restore the file from a backup, or move it away to begin anew"
        }
    };
    let cause = std::error::Error::source(error);
    let message = cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
    NoStudio::bad_input("FOLDER_NOT_USABLE", message, hint)
}

/// Opens the database and closes it again, for the doctor.
pub fn try_database(config: &Config) -> Result<String, NoStudio> {
    match config.store.kind {
        StoreKind::Memory => Ok("jobs are kept in memory".to_owned()),
        StoreKind::Dynamodb => Ok("jobs are kept in a table at Amazon".to_owned()),
        StoreKind::Sqlite => {
            let store = SqliteStore::open(&config.data.folder).map_err(|error| unusable(&error))?;
            store.close();
            Ok("the database opens".to_owned())
        }
    }
}

/// Loads the weights of the built-in models, for the doctor.
pub fn try_painter() -> Result<String, String> {
    match Painter::shared() {
        Ok(_) => Ok("the built-in models' weights are whole".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::{io, path::PathBuf};

    use super::*;

    #[test]
    fn the_hint_fits_what_is_wrong_with_the_folder() {
        let path = PathBuf::from("/data");
        let no_rights = LockError::Folder {
            folder: path.clone(),
            source: io::ErrorKind::PermissionDenied.into(),
        };
        for (error, message, hint) in [
            (
                LockError::InUse(path),
                "another pixelprompt uses this folder: /data",
                "stop the other program",
            ),
            (
                no_rights,
                "the folder /data cannot be written to: permission denied",
                "change its owner",
            ),
        ] {
            let failure = unusable(&error.into());
            assert_eq!(failure.message, message);
            assert!(failure.hint.unwrap().starts_with(hint), "{message}");
        }
    }
}
