//! Acts of polls and budgets: openings, ballots, seals.

use serde::Serialize;

use participation_types::{
    BlobId, CborError, EntryId, Reader, RollDigest, Text, Timestamp, Writer,
};

/// One option of a poll, or one project of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpeningOption {
    /// Short name, unique in the opening; results name it.
    pub id: Text<100>,
    /// What people read.
    pub label: Text<600>,
    /// Cost in the smallest unit of the currency; 0 in a poll.
    pub cost: u64,
}

/// What a ballot may hold. The three `Budget…` rules are Decidim's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum BallotRule {
    /// From `min` to `max` options, without order. A single choice is 1 to 1.
    Approval {
        /// Least options.
        min: u16,
        /// Most options.
        max: u16,
    },
    /// Projects that fit in the budget and use at least this share of it, in percent.
    BudgetPercent {
        /// 0 to 100.
        percent: u8,
    },
    /// At least this many projects, and they fit in the budget.
    BudgetMinimum {
        /// Least projects.
        projects: u16,
    },
    /// From `min` to `max` projects, whatever they cost.
    BudgetSelection {
        /// Least projects.
        min: u16,
        /// Most projects.
        max: u16,
    },
    /// Points on options.
    Points {
        /// Most points on one option.
        most: u32,
        /// Least points in all.
        min: u32,
        /// Most points in all.
        max: u32,
        /// Most options with points.
        options: u16,
    },
    /// An order of `min` to `max` options, the best first.
    Ranking {
        /// Least options.
        min: u16,
        /// Most options.
        max: u16,
    },
}

impl BallotRule {
    fn write(self, w: &mut Writer) {
        match self {
            Self::Approval { min, max } => w.array(3).uint(0).uint(min.into()).uint(max.into()),
            Self::BudgetPercent { percent } => w.array(2).uint(1).uint(percent.into()),
            Self::BudgetMinimum { projects } => w.array(2).uint(2).uint(projects.into()),
            Self::BudgetSelection { min, max } => {
                w.array(3).uint(3).uint(min.into()).uint(max.into())
            }
            Self::Points { most, min, max, options } => w
                .array(5)
                .uint(4)
                .uint(most.into())
                .uint(min.into())
                .uint(max.into())
                .uint(options.into()),
            Self::Ranking { min, max } => w.array(3).uint(5).uint(min.into()).uint(max.into()),
        };
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let length = r.array(2, 5)?;
        let number = r.uint()?;
        let (expected, rule) = match number {
            0 => (3, Self::Approval { min: r.uint16()?, max: r.uint16()? }),
            1 => (2, Self::BudgetPercent { percent: u8::try_from(r.uint16()?).unwrap_or(255) }),
            2 => (2, Self::BudgetMinimum { projects: r.uint16()? }),
            3 => (3, Self::BudgetSelection { min: r.uint16()?, max: r.uint16()? }),
            4 => (
                5,
                Self::Points {
                    most: r.uint32()?,
                    min: r.uint32()?,
                    max: r.uint32()?,
                    options: r.uint16()?,
                },
            ),
            5 => (3, Self::Ranking { min: r.uint16()?, max: r.uint16()? }),
            _ => {
                return Err(CborError::Invalid { at, what: "no such ballot rule" });
            }
        };
        if length != expected {
            return Err(CborError::Invalid { at, what: "a ballot rule of another length" });
        }
        if !rule.is_sound() {
            return Err(CborError::Invalid { at, what: "a ballot rule that no ballot can keep" });
        }
        Ok(rule)
    }

    const fn is_sound(self) -> bool {
        match self {
            Self::Approval { min, max }
            | Self::BudgetSelection { min, max }
            | Self::Ranking { min, max } => min <= max && max > 0,
            Self::BudgetPercent { percent } => percent <= 100,
            Self::BudgetMinimum { projects } => projects > 0,
            Self::Points { most, min, max, options } => {
                min <= max && max > 0 && most > 0 && options > 0
            }
        }
    }
}

/// What decides between options of equal score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ties {
    /// The option that the opening lists first.
    Listed,
    /// A lot that anybody can draw again, from the sealed manifest and the opening: nobody knows
    /// it before the seal.
    Lot,
}

impl Ties {
    fn write(self, w: &mut Writer) {
        w.uint(match self {
            Self::Listed => 0,
            Self::Lot => 1,
        });
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        match r.uint()? {
            0 => Ok(Self::Listed),
            1 => Ok(Self::Lot),
            _ => Err(CborError::Invalid { at, what: "no such way to break ties" }),
        }
    }
}

/// How a poll is counted: the rule by its name on the command line, and what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counting {
    /// Name of the rule, such as `greedy`; for `majority` and `consent` what a motion needs may
    /// follow after a space, such as `majority >=2/3 of cast, quorum >=1/3 of roll`.
    pub rule: Text<64>,
    /// Seats to fill, where the rule has seats.
    pub seats: u32,
    /// Money to spend in the smallest unit, in a budget.
    pub budget: Option<u64>,
    /// Least score of an option that can win, where the rule has a threshold.
    pub threshold: u64,
    /// What decides between options of equal score.
    pub ties: Ties,
    /// Decimal places of the money: a cost of 1250 with 2 is 12.50. At most 9.
    pub decimals: u8,
}

impl Counting {
    fn write(&self, w: &mut Writer) {
        w.array(6);
        self.rule.write(w);
        w.uint(u64::from(self.seats));
        match self.budget {
            Some(budget) => w.uint(budget),
            None => w.null(),
        };
        w.uint(self.threshold);
        self.ties.write(w);
        w.uint(u64::from(self.decimals));
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.array(6, 6)?;
        let counting = Self {
            rule: Text::read(r)?,
            seats: r.uint32()?,
            budget: r.option(Reader::uint)?,
            threshold: r.uint()?,
            ties: Ties::read(r)?,
            decimals: u8::try_from(r.uint16()?).unwrap_or(u8::MAX),
        };
        if counting.decimals > 9 {
            return Err(r.invalid("money with more than nine decimal places"));
        }
        Ok(counting)
    }
}

/// Who may vote, frozen: the slots whose admission lies within a frontier of authority chains
/// and which the named revision neither suspends nor revokes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Roll {
    /// SHA-256 over the sorted slots; a node that finds another has not the same roll.
    pub digest: RollDigest,
    /// Number of slots.
    pub size: u32,
    /// The frontier's canonical CBOR, as a blob.
    pub frontier: BlobId,
}

impl Roll {
    fn write(&self, w: &mut Writer) {
        w.array(3);
        self.digest.write(w);
        w.uint(u64::from(self.size));
        self.frontier.write(w);
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.array(3, 3)?;
        Ok(Self { digest: RollDigest::read(r)?, size: r.uint32()?, frontier: BlobId::read(r)? })
    }
}

/// Who seals a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "who")]
pub enum Sealers {
    /// As many stewards as put a revision in force.
    Stewards,
    /// This many trustees.
    Trustees {
        /// How many.
        threshold: u8,
    },
}

impl Sealers {
    fn write(self, w: &mut Writer) {
        w.uint(match self {
            Self::Stewards => 0,
            Self::Trustees { threshold } => u64::from(threshold),
        });
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        match u8::try_from(r.uint()?) {
            Ok(0) => Ok(Self::Stewards),
            Ok(threshold) => Ok(Self::Trustees { threshold }),
            Err(_) => Err(CborError::Invalid { at, what: "more than 255 trustees" }),
        }
    }
}

/// Opens a poll or a budget and freezes everything about it; a change makes a new poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// Random, so that the same question can be asked again.
    #[serde(skip)]
    pub nonce: [u8; 16],
    /// Short title.
    pub title: Text<300>,
    /// The question or the description, in full.
    pub question: Text<8000>,
    /// The options; ballots name them by their place in this list.
    pub options: Vec<OpeningOption>,
    /// What a ballot may hold.
    pub ballot: BallotRule,
    /// How ballots are counted.
    pub counting: Counting,
    /// Who may vote.
    pub roll: Roll,
    /// Who seals.
    pub sealers: Sealers,
    /// Days after the seal before ballots may be erased.
    pub retention_days: u16,
    /// When people are told that it ends; the seal ends it.
    pub reminds: Option<Timestamp>,
}

impl Opening {
    /// Most options of an opening.
    pub const MAX_OPTIONS: usize = 4096;

    pub(crate) fn write(&self, w: &mut Writer) {
        w.bytes(&self.nonce);
        self.title.write(w);
        self.question.write(w);
        w.array(self.options.len());
        for option in &self.options {
            w.array(3);
            option.id.write(w);
            option.label.write(w);
            w.uint(option.cost);
        }
        self.ballot.write(w);
        self.counting.write(w);
        self.roll.write(w);
        self.sealers.write(w);
        w.uint(u64::from(self.retention_days));
        match self.reminds {
            Some(time) => w.uint(time.millis()),
            None => w.null(),
        };
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let nonce = r.bytes(16, 16)?.try_into().map_err(|_| r.invalid("nonce"))?;
        let title = Text::read(r)?;
        let question = Text::read(r)?;
        let at = r.position();
        let options = r.list(1, Self::MAX_OPTIONS, |r| {
            r.array(3, 3)?;
            Ok(OpeningOption { id: Text::read(r)?, label: Text::read(r)?, cost: r.uint()? })
        })?;
        let mut names: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
        names.sort_unstable();
        if names.iter().zip(names.iter().skip(1)).any(|(a, b)| a == b) {
            return Err(CborError::Invalid { at, what: "two options of one name" });
        }
        Ok(Self {
            nonce,
            title,
            question,
            options,
            ballot: BallotRule::read(r)?,
            counting: Counting::read(r)?,
            roll: Roll::read(r)?,
            sealers: Sealers::read(r)?,
            retention_days: r.uint16()?,
            reminds: r.option(Reader::uint)?.map(Timestamp::from_millis),
        })
    }
}

/// What a ballot says, by the places of options in the opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choices {
    /// Options without order: strictly ascending.
    Approval(Vec<u16>),
    /// Options and their points: strictly ascending options, no zero points.
    Points(Vec<(u16, u32)>),
    /// Options in order, the best first; each once.
    Ranking(Vec<u16>),
}

impl Choices {
    pub(crate) fn write(&self, w: &mut Writer) {
        w.array(2);
        match self {
            Self::Approval(options) | Self::Ranking(options) => {
                w.uint(if matches!(self, Self::Approval(_)) { 0 } else { 2 });
                w.array(options.len());
                for option in options {
                    w.uint(u64::from(*option));
                }
            }
            Self::Points(points) => {
                w.uint(1).array(points.len());
                for (option, points) in points {
                    w.array(2).uint(u64::from(*option)).uint(u64::from(*points));
                }
            }
        }
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        r.array(2, 2)?;
        let (choices, mut named) = match r.uint()? {
            0 => {
                let options = r.list(0, Opening::MAX_OPTIONS, Reader::uint16)?;
                (Self::Approval(options.clone()), options)
            }
            1 => {
                let points = r.list(0, Opening::MAX_OPTIONS, |r| {
                    r.array(2, 2)?;
                    Ok((r.uint16()?, r.uint32()?))
                })?;
                if points.iter().any(|(_, points)| *points == 0) {
                    return Err(CborError::Invalid { at, what: "an option with no points" });
                }
                let options = points.iter().map(|(option, _)| *option).collect();
                (Self::Points(points), options)
            }
            2 => {
                let options = r.list(0, Opening::MAX_OPTIONS, Reader::uint16)?;
                let mut sorted = options.clone();
                sorted.sort_unstable();
                (Self::Ranking(options), sorted)
            }
            _ => {
                return Err(CborError::Invalid { at, what: "no such form of ballot" });
            }
        };
        named.dedup();
        let count = match &choices {
            Self::Approval(options) | Self::Ranking(options) => options.len(),
            Self::Points(points) => points.len(),
        };
        if named.len() != count || !named.is_sorted() {
            let what = "options of a ballot out of order or repeated";
            return Err(CborError::Invalid { at, what });
        }
        Ok(choices)
    }
}

/// A ballot: all choices of one slot in one poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ballot {
    /// The opening it answers.
    pub opening: EntryId,
    /// One more than the highest that its device has seen of this slot in this poll, from 1; of
    /// two ballots the higher (counter, id) is the person's last word.
    pub counter: u32,
    /// What it says.
    pub choices: Choices,
}

impl Ballot {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.opening.write(w);
        w.uint(u64::from(self.counter));
        self.choices.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self { opening: EntryId::read(r)?, counter: r.uint32()?, choices: Choices::read(r)? })
    }
}

/// One sealer's signature under the list of exactly the ballots that count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seal {
    /// The poll.
    pub opening: EntryId,
    /// 0 for the first seal; each re-opening allows the next.
    pub round: u16,
    /// The ids of the ballots that count, and of what counts of voting on paper, sorted and
    /// concatenated ([`manifest_bytes`]), as a blob.
    pub manifest: BlobId,
    /// Number of ballots that count, online and on paper together.
    pub ballots: u32,
    /// The re-openings that allow this round; none in round 0.
    pub reopenings: Vec<EntryId>,
}

impl Seal {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.opening.write(w);
        w.uint(u64::from(self.round));
        self.manifest.write(w);
        w.uint(u64::from(self.ballots));
        w.array(self.reopenings.len());
        for id in &self.reopenings {
            id.write(w);
        }
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            opening: EntryId::read(r)?,
            round: r.uint16()?,
            manifest: BlobId::read(r)?,
            ballots: r.uint32()?,
            reopenings: r.list(0, crate::Seats::MAX, EntryId::read)?,
        })
    }
}

/// The bytes of a manifest: the ids in strictly ascending order, 32 bytes each, nothing between.
#[must_use]
pub fn manifest_bytes(ids: impl IntoIterator<Item = EntryId>) -> Vec<u8> {
    let mut ids: Vec<EntryId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    ids.iter().flat_map(|id| *id.as_bytes()).collect()
}

/// Reads a manifest, if its bytes are one: whole ids in strictly ascending order.
#[must_use]
pub fn read_manifest(bytes: &[u8]) -> Option<Vec<EntryId>> {
    let (ids, rest) = bytes.as_chunks::<32>();
    let ids: Vec<EntryId> = ids.iter().copied().map(EntryId::from_bytes).collect();
    (rest.is_empty() && ids.iter().zip(ids.iter().skip(1)).all(|(a, b)| a < b)).then_some(ids)
}

/// One sealer's word that a sealed poll must be sealed anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reopening {
    /// The poll.
    pub opening: EntryId,
    /// The round that it allows, from 1.
    pub round: u16,
    /// Why.
    pub reason: Text<4000>,
}

impl Reopening {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.opening.write(w);
        w.uint(u64::from(self.round));
        self.reason.write(w);
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let opening = EntryId::read(r)?;
        let at = r.position();
        let round = r.uint16()?;
        if round == 0 {
            return Err(CborError::Invalid { at, what: "the first round needs no re-opening" });
        }
        Ok(Self { opening, round, reason: Text::read(r)? })
    }
}

/// A member's public objection to a seal. It changes no number; it cannot be overlooked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contest {
    /// The poll.
    pub opening: EntryId,
    /// The round of the seal.
    pub round: u16,
    /// Why.
    pub reason: Text<4000>,
    /// Ballots that it is about.
    pub ballots: Vec<EntryId>,
}

impl Contest {
    pub(crate) fn write(&self, w: &mut Writer) {
        self.opening.write(w);
        w.uint(u64::from(self.round));
        self.reason.write(w);
        w.array(self.ballots.len());
        for id in &self.ballots {
            id.write(w);
        }
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Ok(Self {
            opening: EntryId::read(r)?,
            round: r.uint16()?,
            reason: Text::read(r)?,
            ballots: r.list(0, 64, EntryId::read)?,
        })
    }
}
