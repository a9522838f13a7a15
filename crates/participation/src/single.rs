//! A lock that one thread takes once.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A value behind a lock. A thread that holds it and asks for it again would wait for itself for
/// ever: in debug builds it panics instead, and says so.
#[derive(Debug, Default)]
pub(crate) struct Single<T> {
    value: Mutex<T>,
    #[cfg(debug_assertions)]
    holder: holder::Holder,
}

/// The value, for as long as this is held.
#[derive(Debug)]
pub(crate) struct Held<'a, T> {
    /// Before the lock, so that it is dropped while nobody else can take that.
    #[cfg(debug_assertions)]
    _hold: holder::Hold<'a>,
    value: MutexGuard<'a, T>,
    /// Whether somebody panicked while they held it, so that it may be half changed.
    pub(crate) is_torn: bool,
}

impl<T> Single<T> {
    /// Waits until nobody holds the value, and takes it.
    pub(crate) fn hold(&self) -> Held<'_, T> {
        #[cfg(debug_assertions)]
        self.holder.ask();
        let (value, is_torn) = match self.value.lock() {
            Ok(value) => (value, false),
            Err(poisoned) => (poisoned.into_inner(), true),
        };
        Held {
            #[cfg(debug_assertions)]
            _hold: self.holder.take(),
            value,
            is_torn,
        }
    }

    /// The value of whoever may change it without a lock.
    pub(crate) fn get_mut(&mut self) -> &mut T {
        self.value.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Deref for Held<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Held<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// Which thread holds a value.
#[cfg(debug_assertions)]
mod holder {
    use std::sync::{Mutex, PoisonError};
    use std::thread::{self, ThreadId};

    #[derive(Debug, Default)]
    pub(super) struct Holder(Mutex<Option<ThreadId>>);

    /// Until this is dropped.
    #[derive(Debug)]
    pub(super) struct Hold<'a>(&'a Holder);

    impl Holder {
        pub(super) fn ask(&self) {
            let holder = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
            assert!(
                holder != Some(thread::current().id()),
                "this thread holds what stands of the deliberation already (a `Reading`): drop it \
                 before anything else is asked of the community, or ask the reading itself"
            );
        }

        pub(super) fn take(&self) -> Hold<'_> {
            let me = thread::current().id();
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(me);
            Hold(self)
        }
    }

    impl Drop for Hold<'_> {
        fn drop(&mut self) {
            *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}
