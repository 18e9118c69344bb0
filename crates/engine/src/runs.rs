//! Stopping runs, and trying them again.

use pixelprompt_domain::{Bill, Job, JobId, NotAllowed, Replaced, Run, RunId, Timestamp};

use crate::{
    Client, Engine, Refusal,
    budget::{PriceUnknown, Purse},
};

const NOT_ALLOWED: Refusal =
    Refusal::NotAllowed("only a run that failed or was stopped can be tried again");

impl Engine {
    /// Stops every run of a job that has not ended. That there is none is no error.
    pub async fn cancel(&self, id: &JobId) -> Result<(Job, Vec<Run>), Refusal> {
        let (_, runs) = self.show(id).await?;
        for run in runs.iter().filter(|run| !run.has_ended()) {
            match self.change(&run.id, Run::cancel).await {
                Ok(run) if !run.has_ended() => self.dispatch.stop(&run.id).await,
                // It ended, or was being stopped, a moment before.
                Ok(_) | Err(Refusal::NotAllowed(_)) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        self.show(id).await
    }

    /// Stops one run.
    pub async fn cancel_run(&self, id: &RunId) -> Result<(Job, Vec<Run>), Refusal> {
        match self.change(id, Run::cancel).await {
            Ok(run) if !run.has_ended() => self.dispatch.stop(id).await,
            Ok(_) => {}
            // To be stopped already is what was wanted; to have ended is not.
            Err(Refusal::NotAllowed(_)) => {
                let run = self.parts.jobs.run(id).await?;
                if run.is_none_or(|run| !run.stopping) {
                    return Err(Refusal::NotAllowed("the run has already ended"));
                }
            }
            Err(refusal) => return Err(refusal),
        }
        self.show(&id.job).await
    }

    /// Tries a run again that failed or was stopped. That may cost what a job costs, and counts as one.
    pub async fn retry(&self, id: &RunId, client: Client) -> Result<(Job, Vec<Run>), Refusal> {
        let (job, runs) = self.show(&id.job).await?;
        let run = runs.iter().find(|run| run.id == *id);
        let run = run.ok_or(Refusal::NotFound("run"))?;
        if job.trashed.is_some() {
            return Err(Refusal::NotAllowed(
                "the job is in the trash; restore it first",
            ));
        }
        let mut keyless = self.parts.catalogue.keyless().iter();
        if keyless.any(|keyless| keyless.info.id == run.model) {
            return Err(Refusal::NotAllowed("its model has no key here any more"));
        }
        let now = self.parts.clock.now();
        let purse = Purse::new(&self.parts.budget, &self.parts.limits, client, now);
        let bill = match self.parts.catalogue.get(&run.model) {
            Some(entry) => purse.bill(&entry.info, &run.parameters),
            // The worker will say that there is no such model any more.
            None => Ok(Bill::default()),
        };
        // To ask by a ticket buys nothing, whatever a picture costs.
        let again = |run: &Run, now| match &bill {
            Ok(bill) => run.retry(now, bill),
            Err(_) if run.has_ticket() => run.retry(now, &Bill::default()),
            Err(_) => Err(NotAllowed),
        };
        if let Err(PriceUnknown(model)) = &bill
            && !run.has_ticket()
        {
            return Err(Refusal::PriceUnknown(vec![model.clone()]));
        }
        // What is not allowed costs nothing.
        again(run, now).map_err(|_| NOT_ALLOWED)?;
        self.count(&self.parts.limits.of_job(client)).await?;
        let run = match self.change_within(id, again, &purse).await {
            Err(Refusal::NotAllowed(_)) => return Err(NOT_ALLOWED),
            other => other?,
        };
        self.dispatch.wake(&[(run.id, run.model)]).await;
        self.show(&id.job).await
    }

    /// Puts a run's successor by a rule in its place, however many others change it meanwhile.
    async fn change(
        &self,
        id: &RunId,
        rule: impl Fn(&Run, Timestamp) -> Result<Run, NotAllowed>,
    ) -> Result<Run, Refusal> {
        loop {
            let next = self.next(id, &rule).await?;
            if self.parts.jobs.replace(&next).await? {
                self.parts.tell(&next);
                return Ok(next);
            }
        }
    }

    /// The same for a change that costs something.
    async fn change_within(
        &self,
        id: &RunId,
        rule: impl Fn(&Run, Timestamp) -> Result<Run, NotAllowed>,
        purse: &Purse<'_>,
    ) -> Result<Run, Refusal> {
        let within = purse.ceilings();
        loop {
            let next = self.next(id, &rule).await?;
            match self.parts.jobs.replace_within(&next, &within).await? {
                Replaced::Yes => {
                    self.parts.tell(&next);
                    return Ok(next);
                }
                Replaced::No => {}
                Replaced::Over(over) => return Err(purse.refusal(over)),
            }
        }
    }

    async fn next(
        &self,
        id: &RunId,
        rule: impl Fn(&Run, Timestamp) -> Result<Run, NotAllowed>,
    ) -> Result<Run, Refusal> {
        let run = self.parts.jobs.run(id).await?;
        let run = run.ok_or(Refusal::NotFound("run"))?;
        rule(&run, self.parts.clock.now())
            .map_err(|_| Refusal::NotAllowed("the run's state does not allow this"))
    }
}
