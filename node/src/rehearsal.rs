//! A dress rehearsal: a throwaway community with one generated voter per ballot of a Pabulib file,
//! real signed entries, a real store, seal and count; and how long each part takes.

pub(crate) mod dress;
mod plan;
mod stages;

use std::path::{Path, PathBuf};

use participation::{
    Choices, Community, CommunityId, Custody, DeviceNonce, EntryId, FoundingPlan, Limits, Pen,
    Persona, RecoverySecret, Seed, Signatures, Store, Timestamp,
};
use participation_store::{Config, SledStore, disk_bytes};
use participation_tally::pabulib::PbFile;
use participation_tally::{Outcome, Rule};
use serde::Serialize;

pub(crate) use plan::{PlanError, choices_of, poll_plan};
use stages::{Stages, peak_memory_mb};

use crate::exit::Failure;

/// Voters whose entries are made and taken in together.
const CHUNK: usize = 8192;

/// What a rehearsal needs from the machine.
pub(crate) struct Rehearsal<'a> {
    /// The folder for the store of a community with this id.
    pub(crate) folder: &'a dyn Fn(&CommunityId) -> PathBuf,
    /// What it is called.
    pub(crate) name: String,
    /// The file.
    pub(crate) file: PbFile,
    /// The rule to count by.
    pub(crate) rule: Rule,
    /// Only so many ballots.
    pub(crate) limit: Option<usize>,
    /// The time that entries claim.
    pub(crate) now: Timestamp,
    /// The operating system's randomness.
    pub(crate) random: fn(&mut [u8]),
    /// How stores are opened.
    pub(crate) config: fn() -> Config,
    /// Told how far it is: what, done, of how many.
    pub(crate) progress: &'a dyn Fn(&'static str, usize, usize),
}

/// What a rehearsal found. The first five keys are the contract of the command line.
#[derive(Debug, Serialize)]
pub(crate) struct Rehearsed {
    ballots: usize,
    seconds: std::collections::BTreeMap<&'static str, f64>,
    peak_memory_mb: f64,
    bytes_on_disk: u64,
    outcome: Outcome,
    /// The published outcome of the file, where it has one.
    published: Option<Vec<String>>,
    /// Whether the outcome is the published one, as a set.
    agrees_with_published: Option<bool>,
    community: String,
    poll: String,
    entries: usize,
    signatures: usize,
    raw_bytes: u64,
    disk_ratio: f64,
    entries_per_second: f64,
    /// Seconds of taking in (verify, admit, durable) over seconds of verification alone.
    ratio_to_strict: f64,
    digest: String,
    view_digest: String,
    audit_differences: Vec<String>,
}

impl Rehearsal<'_> {
    /// Runs it.
    pub(crate) fn run(self) -> Result<Rehearsed, Failure> {
        let mut stages = Stages::default();
        let profile = self.file.profile();
        let total = self.limit.unwrap_or(usize::MAX).min(profile.len());
        let plan = poll_plan(&self.file, self.rule, &self.name)?;

        let (founder, mut community, folder) = stages.time("found", || self.found())?;
        let mut work = Work {
            rehearsal: &self,
            founder: &founder,
            stages: &mut stages,
            raw_bytes: 0,
            signatures: 0,
        };
        let voters = work.enrol(&mut community, total)?;
        let opened = work.stages.started();
        let mut random = self.random;
        let mut pen = Pen { device: &founder.device, now: self.now, entropy: &mut random };
        let poll = community.open_poll(&mut pen, plan)?;
        work.stages.add("open poll", opened);
        work.vote(&mut community, &voters, poll)?;
        drop(voters);
        let (raw_bytes, signatures) = (work.raw_bytes, work.signatures);

        let mut pen = Pen { device: &founder.device, now: self.now, entropy: &mut random };
        stages.time("seal", || community.seal(&mut pen, poll))?;
        let entries = community.len();
        drop(community);

        (self.progress)("reopening", 0, 0);
        let started = stages.started();
        let mut community = Community::open(self.store(&folder)?)?;
        let first = community.report(&poll)?;
        stages.add("reopen until first answer", started);
        let report = stages.time("tally", || community.report(&poll))?;
        let outcome = report.outcome.or(first.outcome).ok_or_else(|| {
            Failure::input(format!(
                "the ballots cannot be counted: {}",
                report.uncountable.unwrap_or_else(|| format!("{:?}", report.status))
            ))
        })?;
        if report.ballots != total {
            return Err(Failure::No(format!(
                "{} of {total} ballots count: this is a fault of the program",
                report.ballots
            )));
        }
        (self.progress)("auditing", 0, 0);
        let audit = stages.time("audit", || community.audit())?;
        let published = self
            .limit
            .is_none()
            .then(|| self.file.published())
            .flatten()
            .map(|ids| ids.into_iter().map(str::to_owned).collect::<Vec<_>>());
        let agrees = published.as_ref().map(|published| {
            let mut published = published.clone();
            let mut winners = outcome.winners().to_vec();
            published.sort_unstable();
            winners.sort_unstable();
            published == winners
        });
        let take_in = stages.of("verify, admit, store");
        let strict = stages.of("strict verification alone");
        let bytes_on_disk = disk_bytes(&folder)?;
        Ok(Rehearsed {
            ballots: total,
            peak_memory_mb: peak_memory_mb(),
            bytes_on_disk,
            published,
            agrees_with_published: agrees,
            community: community.id().to_string(),
            poll: poll.to_string(),
            entries,
            signatures,
            raw_bytes,
            disk_ratio: ratio(bytes_on_disk, raw_bytes),
            entries_per_second: stages::per_second(entries, take_in),
            ratio_to_strict: stages::over(take_in, strict),
            digest: audit.digest.to_string(),
            view_digest: audit.view_digest.to_string(),
            audit_differences: audit.differences,
            seconds: stages.into_seconds(),
            outcome,
        })
    }

    fn found(&self) -> Result<(Persona, Community<SledStore>, PathBuf), Failure> {
        let nonce = self.bytes::<16>();
        let seed = Seed::from_bytes(&self.bytes::<32>());
        let device = DeviceNonce::from_bytes(self.bytes::<16>());
        let founder = Persona::founder(&seed, nonce, &device);
        let paper = RecoverySecret::from_bytes(&self.bytes::<32>());
        let mut plan = FoundingPlan::of_one(&self.name, nonce, founder.seat(&paper));
        plan.limits = Limits { options: 4096, ..Limits::default() };
        let mut random = self.random;
        let mut pen = Pen { device: &founder.device, now: self.now, entropy: &mut random };
        let folder = (self.folder)(&plan.community(founder.device.public())?);
        let store = self.store(&folder)?;
        let community =
            Community::found(store, plan, &mut pen, &founder.member, Custody::Rehearsal)?;
        Ok((founder, community, folder))
    }

    fn store(&self, folder: &Path) -> Result<SledStore, Failure> {
        Ok(SledStore::open(folder, (self.config)())?)
    }

    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }
}

impl Rehearsed {
    /// Whether the count is what it should be: the published one where there is one, and an audit
    /// that finds nothing.
    pub(crate) fn fault(&self) -> Option<String> {
        if let Some(difference) = self.audit_differences.first() {
            return Some(format!("the audit found a difference: {difference}"));
        }
        None
    }

    /// A table for people, 80 columns wide.
    pub(crate) fn to_table(&self) -> String {
        let mut lines = vec![format!("{:<34}{:>14}", "ballots", self.ballots)];
        let figures = [
            ("entries", self.entries.to_string()),
            ("signatures", self.signatures.to_string()),
            ("entries taken in a second", format!("{:.0}", self.entries_per_second)),
            ("ratio to strict verification", format!("{:.2}", self.ratio_to_strict)),
            ("peak memory, MB", format!("{:.1}", self.peak_memory_mb)),
            ("bytes of entries", self.raw_bytes.to_string()),
            ("bytes on disk", self.bytes_on_disk.to_string()),
            ("disk over entries", format!("{:.2}", self.disk_ratio)),
        ];
        lines.extend(figures.iter().map(|(what, figure)| format!("{what:<34}{figure:>14}")));
        lines.push(String::new());
        lines.extend(
            self.seconds.iter().map(|(stage, seconds)| format!("{stage:<34}{seconds:>12.3} s")),
        );
        lines.push(String::new());
        lines.push(self.outcome.to_string().trim_end().to_owned());
        lines.push(String::new());
        lines.push(match self.agrees_with_published {
            Some(true) => "The outcome is the published one.".to_owned(),
            Some(false) => "The outcome is NOT the published one (another rule may have been \
                            used: see the file)."
                .to_owned(),
            None => "The file publishes no outcome to compare with.".to_owned(),
        });
        lines.push(format!("community {}", self.community));
        lines.push(format!("poll      {}", self.poll));
        lines.join("\n")
    }
}

/// The long part: entries made and taken in, chunk by chunk.
struct Work<'a, 'r> {
    rehearsal: &'a Rehearsal<'r>,
    founder: &'a Persona,
    stages: &'a mut Stages,
    raw_bytes: u64,
    signatures: usize,
}

impl Work<'_, '_> {
    /// Admits and certifies one generated voter per ballot; gives their seeds.
    fn enrol<S: Store>(
        &mut self,
        community: &mut Community<S>,
        total: usize,
    ) -> Result<Vec<[u8; 32]>, Failure> {
        // Seeds only: keys laid out for signing take eight times the room.
        let mut voters = Vec::with_capacity(total);
        while voters.len() < total {
            (self.rehearsal.progress)("enrolling", voters.len(), total);
            let count = CHUNK.min(total - voters.len());
            let started = self.stages.started();
            let id = community.id();
            let seeds: Vec<[u8; 32]> = (0..count).map(|_| self.rehearsal.bytes()).collect();
            let chunk = plan::personas(&id, &seeds);
            self.stages.add("make keys", started);

            let started = self.stages.started();
            let salts = || self.rehearsal.bytes::<16>();
            let now = self.rehearsal.now;
            let mut entries = plan::admissions(community, self.founder, &chunk, now, salts)?;
            entries.extend(plan::certificates(community, &chunk, now, salts)?);
            self.stages.add("sign", started);
            self.take_in(community, &entries)?;
            voters.extend(seeds);
        }
        Ok(voters)
    }

    /// Casts each voter's ballot.
    fn vote<S: Store>(
        &mut self,
        community: &mut Community<S>,
        voters: &[[u8; 32]],
        poll: EntryId,
    ) -> Result<(), Failure> {
        let mut ballots = self.rehearsal.file.profile().ballots();
        for (index, chunk) in voters.chunks(CHUNK).enumerate() {
            (self.rehearsal.progress)("voting", index * CHUNK, voters.len());
            let started = self.stages.started();
            let work: Vec<([u8; 32], Choices, [u8; 16])> = chunk
                .iter()
                .zip(ballots.by_ref())
                .map(|(seed, (ballot, _))| (*seed, choices_of(ballot), self.rehearsal.bytes()))
                .collect();
            let entries = plan::ballots(community, poll, work, self.rehearsal.now)?;
            self.stages.add("sign", started);
            self.take_in(community, &entries)?;
        }
        Ok(())
    }

    fn take_in<S: Store>(
        &mut self,
        community: &mut Community<S>,
        entries: &[Vec<u8>],
    ) -> Result<(), Failure> {
        self.raw_bytes += entries.iter().map(|entry| entry.len() as u64).sum::<u64>();
        let signatures = Signatures::of(entries);
        self.signatures += signatures.len();
        let started = self.stages.started();
        let holds = signatures.verify();
        self.stages.add("strict verification alone", started);
        if holds != signatures.len() {
            return Err(Failure::No("a signature just made does not hold".to_owned()));
        }
        drop(signatures);
        let started = self.stages.started();
        let intake = community.ingest(entries)?;
        self.stages.add("verify, admit, store", started);
        match intake.rejected.first() {
            None if intake.added == entries.len() => Ok(()),
            None => Err(Failure::No(format!("{} entries wait for others", intake.waiting))),
            Some((index, why)) => Err(Failure::No(format!("entry {index} was refused: {why}"))),
        }
    }
}

#[allow(clippy::cast_precision_loss, clippy::float_arithmetic, reason = "a figure for people")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
