//! For how many more steps all that was compared comes out the same.

use super::{
    Race,
    price::Price,
    rounded::{FAR, Floor, lasting, lasts},
};
use crate::rules::equal_shares::line::Steps;

impl Race<'_> {
    /// For how many steps this project is the next and is paid for in this way.
    pub(super) fn outlook(&mut self, project: usize, price: &Price, open: &[(i128, usize)]) {
        if self.ahead() == Steps::Some(0) {
            return;
        }
        let (share, raise) = self.share();
        if price.rounded.1.unsigned_abs() > share.saturating_add(raise).unsigned_abs() {
            // The next step would take the price below nothing or above the share.
            self.carries(Steps::Some(0));
        }
        let doubt = self.doubt();
        let mut poor = price.poor.iter().peekable();
        for (bloc, _) in self.electorate.support(project) {
            let is_poor = poor.next_if_eq(&bloc).is_some();
            if !self.is_live(*bloc) {
                continue;
            }
            let (left, slope) = self.purse(*bloc);
            let (mut beyond, mut change) =
                (left - price.rounded.0, slope.saturating_sub(price.rounded.1));
            if is_poor {
                (beyond, change) = (-beyond, change.saturating_neg());
            }
            if !lasts(beyond - doubt, change.saturating_sub(doubt), self.ahead()) {
                let least = lasting(beyond - doubt, change.saturating_sub(doubt));
                let most = lasting(beyond + doubt, change.saturating_add(doubt));
                if beyond >= doubt && least == most {
                    self.carries(least);
                    continue;
                }
                let beyond = self.beyond(*bloc, price);
                let beyond = if is_poor { beyond.negated() } else { beyond };
                self.carries(beyond.holds(false));
            }
        }
        let high = self.ceiling(project, price);
        for (_, other) in open {
            if *other == project || self.is_gone(*other) {
                continue;
            }
            let mut clear = self.is_dearer(*other, high);
            if !clear && !self.is_fresh(*other) {
                if !self.look(*other, i128::MAX) {
                    continue;
                }
                clear = self.is_dearer(*other, high);
            }
            if !clear {
                match self.price(*other) {
                    None => self.leave(*other),
                    Some(dear) => {
                        let gap = self.gap((*other, &dear), (project, price));
                        self.carries(gap.holds(self.order(*other) < self.order(project)));
                    }
                }
            }
        }
    }

    /// Notes that a project's supporters do not hold its cost any more, and for how many steps.
    pub(super) fn leave(&mut self, project: usize) {
        if self.ahead && self.ahead() != Steps::Some(0) {
            let (now, slope) = self.missing_at_least(project);
            if !lasts(now - 1, slope, self.ahead()) {
                let doubt = i128::from(self.electorate.votes(project)) * (self.doubt() + 1);
                let least = lasting(now - 1, slope);
                if now > 0 && least == lasting(now + doubt, slope + doubt) {
                    self.carries(least);
                } else {
                    self.carries(self.missing(project).holds(true));
                }
            }
        }
        let now = self.now();
        if let Some(gone) = self.gone.get_mut(project) {
            *gone = now;
        }
    }

    /// Whether rounded amounts show that a project stays dearer as far as is known, or so far
    /// that it is not worth the while to know better.
    fn is_dearer(&mut self, project: usize, high: Floor) -> bool {
        let floor = self.floor(project);
        let (now, slope) = (floor.now - high.now - 1, floor.slope.saturating_sub(high.slope));
        if lasts(now, slope, self.ahead()) {
            return true;
        }
        let steps = if now < 0 { Steps::Some(0) } else { lasting(now, slope) };
        let far = steps >= FAR;
        if far {
            self.carries(steps);
        }
        far
    }

    /// Notes that a comparison comes out the same for so many more steps.
    fn carries(&mut self, steps: Steps) {
        if let Steps::Some(more) = steps
            && let Some(until) = self.steps.checked_add(more)
        {
            self.good_until = Some(self.good_until.map_or(until, |known| known.min(until)));
        }
    }

    /// For how many more steps all comparisons so far come out the same, at most.
    fn ahead(&self) -> Steps {
        self.good_until.map_or(Steps::Ever, |until| Steps::Some(until - self.steps))
    }
}
