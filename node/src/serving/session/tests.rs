//! What a command of another process may rely on, whatever happens to it.

use std::cell::Cell;
use std::thread;

use super::*;
use crate::communities::Open;
use crate::home::Home;
use crate::print;
use crate::settings::Settings;

/// A node with a community, and a session whose other end is given too.
fn session() -> (tempfile::TempDir, Arc<Session>, UnixStream) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::make(&folder.path().join("home"), "").unwrap();
    let node = Serving::new(Arc::new(home), Settings::resolve(None, None).unwrap());
    let (line, client) = UnixStream::pair().unwrap();
    let (line, request) = (Arc::new(Line::new(line)), Request::own(&[]).unwrap());
    (folder, Arc::new(Session { line, request, node, told: Mutex::default() }), client)
}

/// A community that is held, as far as the home is concerned.
fn held(session: &Session) -> Open {
    let id = participation::CommunityId::from_bytes([7; 32]);
    let all = session.node.home().all();
    let made = |store| Ok(participation::Community::begin(store, id)?);
    if all.ids().unwrap().is_empty() {
        all.create(&id, made).unwrap()
    } else {
        all.open(&id).unwrap()
    }
}

/// All frames that a client is sent, with these answers to its questions.
fn follow(mut client: UnixStream, answers: &[&str]) -> Vec<(Kind, String)> {
    let (mut told, mut answers) = (Vec::new(), answers.iter());
    while let Some((kind, bytes)) = frames::read(&mut client).unwrap() {
        told.push((kind, String::from_utf8(bytes.to_vec()).unwrap()));
        if matches!(kind, Kind::AskShown | Kind::AskHidden | Kind::AskInput) {
            let answer = answers.next().unwrap();
            frames::write(&mut client, Kind::Answer, answer.as_bytes()).unwrap();
        }
        if kind == Kind::End {
            break;
        }
    }
    told
}

fn told(kind: Kind, text: &str) -> (Kind, String) {
    (kind, text.to_owned())
}

#[test]
fn a_command_that_panics_ends_alone_and_says_so() {
    let (_folder, session, client) = session();
    let run = session.clone();
    thread::spawn(move || {
        run.run(|| {
            let _open = held(&run);
            panic!("as a fault of the program would");
        });
    });
    let told = follow(client, &[]);
    assert!(told[0].1.contains("a fault of the program"), "{told:?}");
    assert_eq!(told[1], (Kind::End, "\u{3}".to_owned()));
    assert!(held(&session).is_empty(), "the community is there for others");
}

#[test]
fn a_question_lets_the_community_go_and_nothing_is_said_or_asked_twice() {
    let (_folder, session, client) = session();
    let (run, answered) = (session.clone(), session.clone());
    let thread = thread::spawn(move || {
        let runs = Cell::new(0);
        run.run(|| {
            runs.set(runs.get() + 1);
            print::note("begun");
            let _open = held(&run);
            let first = caller::ask(Question::Hidden("one: ".to_owned()))?;
            print::note("going on");
            let second = caller::ask(Question::Shown("two: ".to_owned()))?;
            print::line(format_args!("{} {}", *first, *second))?;
            Ok(7)
        });
        runs.get()
    });
    let all = follow(client, &["a", "b"]);
    assert_eq!(
        all,
        [
            told(Kind::Err, "begun\n"),
            told(Kind::AskHidden, "one: "),
            told(Kind::Err, "going on\n"),
            told(Kind::AskShown, "two: "),
            told(Kind::Out, "a b\n"),
            told(Kind::End, "\u{7}"),
        ]
    );
    assert_eq!(thread.join().unwrap(), 3);
    drop(held(&answered));
}

#[test]
fn a_question_while_nothing_is_held_does_not_run_the_command_again() {
    let (_folder, session, client) = session();
    let thread = thread::spawn(move || {
        let runs = Cell::new(0);
        session.run(|| {
            runs.set(runs.get() + 1);
            let typed = caller::ask(Question::Shown("sure? ".to_owned()))?;
            Err(Failure::no(format_args!("{} is no yes", *typed)))
        });
        runs.get()
    });
    let all = follow(client, &["hm"]);
    assert_eq!(all[1..], [told(Kind::Err, "no: hm is no yes\n"), told(Kind::End, "\u{1}")]);
    assert_eq!(thread.join().unwrap(), 1);
}

#[test]
fn whoever_goes_away_at_a_question_ends_the_command() {
    let (_folder, session, mut client) = session();
    let thread = thread::spawn(move || {
        session.run(|| caller::ask(Question::Input).map(|_| 0));
        session.node.end();
    });
    assert!(matches!(frames::read(&mut client), Ok(Some((Kind::AskInput, _)))));
    drop(client);
    thread.join().unwrap();
}
