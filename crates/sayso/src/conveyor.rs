//! Conveyor: many pages at once, handed on in the order they came.
//!
//! In: an iterator, some work, a place to put the results. The caller's thread feeds, some threads work, one thread
//! puts. Only so many pages (and so many bytes) are under way at a time, so memory does not grow with the number of
//! pages; a slow page holds back the printing of later ones, never their order.
//!
//! ```text
//! feed:  1 2 3 4 5 6 7 ..      work:  3 1 4 2 ..      put:  1 2 3 4 ..
//! ```

use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Bytes of input under way at a time; a single page may be larger and then travels alone.
const WEIGHT: usize = 16 << 20;
/// Pages under way for each working thread.
const AHEAD: usize = 8;
/// Room for deep trees: as much as a main thread has.
const STACK: usize = 8 << 20;

/// What the threads share.
struct Belt<In, Out> {
    waiting: VecDeque<(usize, usize, In)>,
    done: BTreeMap<usize, (usize, Out)>,
    pages: usize,
    weight: usize,
    fed: Option<usize>,
    stopped: bool,
}

struct Shared<In, Out> {
    belt: Mutex<Belt<In, Out>>,
    room: Condvar,
    work: Condvar,
    result: Condvar,
}

impl<In, Out> Shared<In, Out> {
    fn lock(&self) -> MutexGuard<'_, Belt<In, Out>> {
        self.belt.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&self) {
        self.lock().stopped = true;
        self.room.notify_all();
        self.work.notify_all();
        self.result.notify_all();
    }
}

/// Stops the others when its thread ends early, so that nobody waits for ever.
struct Guard<'a, In, Out>(&'a Shared<In, Out>);

impl<In, Out> Drop for Guard<'_, In, Out> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

/// Works on every item with `threads` threads and puts the results in the order of the items.
///
/// `weigh` says how many bytes an item holds. `put` gets each result and whether the next one is not there yet (a
/// good moment to flush); its first error ends the run and comes back.
pub(crate) fn run<In: Send, Out: Send, Error: Send>(
    threads: NonZeroUsize,
    items: impl Iterator<Item = In>,
    weigh: impl Fn(&In) -> usize,
    work: impl Fn(usize, In) -> Out + Sync,
    mut put: impl FnMut(Out, bool) -> Result<(), Error> + Send,
) -> Result<(), Error> {
    let belt = Belt { waiting: VecDeque::new(), done: BTreeMap::new(), pages: 0, weight: 0, fed: None, stopped: false };
    let shared = Shared { belt: Mutex::new(belt), room: Condvar::new(), work: Condvar::new(), result: Condvar::new() };
    let window = threads.get().saturating_mul(AHEAD);
    thread::scope(|scope| {
        let _guard = Guard(&shared);
        for number in 0..threads.get() {
            let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
                let _guard = Guard(&shared);
                while let Some((number, weight, item)) = take(&shared) {
                    let out = work(number, item);
                    shared.lock().done.insert(number, (weight, out));
                    shared.result.notify_one();
                }
            });
            // Fewer threads than asked for still do the work, but one there must be.
            if let Err(error) = spawned {
                assert!(number > 0, "no thread could be started: {error}");
                break;
            }
        }
        let putter = scope.spawn(|| {
            let _guard = Guard(&shared);
            for number in 0.. {
                let Some((out, alone)) = result(&shared, number) else { break };
                if let Err(error) = put(out, alone) {
                    shared.stop();
                    return Err(error);
                }
            }
            Ok(())
        });
        let mut fed = 0;
        for item in items {
            let weight = weigh(&item);
            let mut belt = shared.lock();
            while !belt.stopped
                && belt.pages > 0
                && (belt.pages >= window || belt.weight.saturating_add(weight) > WEIGHT)
            {
                belt = shared.room.wait(belt).unwrap_or_else(PoisonError::into_inner);
            }
            if belt.stopped {
                break;
            }
            belt.pages += 1;
            belt.weight += weight;
            belt.waiting.push_back((fed, weight, item));
            drop(belt);
            shared.work.notify_one();
            fed += 1;
        }
        shared.lock().fed = Some(fed);
        shared.work.notify_all();
        shared.result.notify_all();
        match putter.join() {
            Ok(outcome) => outcome,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// The next item to work on; none when all is done.
fn take<In, Out>(shared: &Shared<In, Out>) -> Option<(usize, usize, In)> {
    let mut belt = shared.lock();
    loop {
        if belt.stopped {
            return None;
        }
        if let Some(next) = belt.waiting.pop_front() {
            return Some(next);
        }
        if belt.fed.is_some() {
            return None;
        }
        belt = shared.work.wait(belt).unwrap_or_else(PoisonError::into_inner);
    }
}

/// The result of one number, and whether the following one is still out; none when there is no such number.
fn result<In, Out>(shared: &Shared<In, Out>, number: usize) -> Option<(Out, bool)> {
    let mut belt = shared.lock();
    loop {
        if let Some((weight, out)) = belt.done.remove(&number) {
            belt.pages -= 1;
            belt.weight -= weight;
            let alone = !belt.done.contains_key(&(number + 1));
            drop(belt);
            shared.room.notify_one();
            return Some((out, alone));
        }
        if belt.stopped || belt.fed.is_some_and(|fed| number >= fed) {
            return None;
        }
        belt = shared.result.wait(belt).unwrap_or_else(PoisonError::into_inner);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn threads(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items_for_any_number_of_threads() {
        for number in [1, 2, 7] {
            let mut got = Vec::new();
            let slow = |_: usize, item: u64| {
                std::thread::sleep(std::time::Duration::from_micros((item * 7919) % 300));
                item
            };
            let put = |item, _| -> Result<(), ()> {
                got.push(item);
                Ok(())
            };
            run(threads(number), 0..500u64, |_| 1, slow, put).unwrap();
            assert_eq!(got, (0..500).collect::<Vec<_>>(), "{number} threads");
        }
    }

    #[test]
    fn only_so_many_pages_are_under_way() {
        let (fed, put) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most = AtomicUsize::new(0);
        let items = (0..300).inspect(|_| {
            let under_way = fed.fetch_add(1, Ordering::SeqCst) - put.load(Ordering::SeqCst);
            most.fetch_max(under_way, Ordering::SeqCst);
        });
        // Every item weighs a quarter of what is allowed, so about four are under way, not sixteen.
        run(
            threads(2),
            items,
            |_| WEIGHT / 4,
            |_, item| item,
            |_: i32, _| {
                put.fetch_add(1, Ordering::SeqCst);
                Ok::<(), ()>(())
            },
        )
        .unwrap();
        assert!(most.load(Ordering::SeqCst) <= 6, "{most:?} under way");
    }

    #[test]
    fn an_error_while_putting_ends_the_run_early() {
        let fed = AtomicUsize::new(0);
        let items = (0..100_000).inspect(|_| {
            fed.fetch_add(1, Ordering::SeqCst);
        });
        let put = |item, _| if item == 3 { Err("full") } else { Ok(()) };
        assert_eq!(run(threads(2), items, |_| 1, |_, item| item, put), Err("full"));
        assert!(fed.load(Ordering::SeqCst) < 1000);
    }

    #[test]
    fn a_page_heavier_than_the_limit_travels_alone() {
        let mut got = 0;
        run(
            threads(2),
            0..5,
            |_| WEIGHT * 3,
            |_, item| item,
            |_: i32, _| {
                got += 1;
                Ok::<(), ()>(())
            },
        )
        .unwrap();
        assert_eq!(got, 5);
    }
}
