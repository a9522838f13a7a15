//! Several commands at once, in one running node.

use std::thread;

use serde_json::Value;

use crate::node::Node;

const PEOPLE: [&str; 6] = ["anna", "biel", "carme", "david", "elsa", "ferran"];

#[test]
fn ballots_that_are_cast_at_once_all_count() {
    let node = Node::with(&PEOPLE);
    let poll = node.poll(&["--rule", "approval"]);
    thread::scope(|scope| {
        for person in PEOPLE {
            let (node, poll) = (&node, &poll);
            scope.spawn(move || node.vote(person, poll, "yes"));
        }
    });
    let tally = node.json(&["tally", &poll]);
    assert_eq!((&tally["ballots"], &tally["outcome"]["scores"]["yes"]), (&6.into(), &6.into()));
    assert_eq!(node.json(&["audit"])["differences"], serde_json::json!([]));
}

#[test]
fn one_person_who_writes_twice_at_once_has_one_chain() {
    let node = Node::with(&["anna"]);
    let poll = node.poll(&["--rule", "approval"]);
    thread::scope(|scope| {
        for choice in ["yes", "no", "yes", "no"] {
            let (node, poll) = (&node, &poll);
            scope.spawn(move || node.vote("anna", poll, choice));
        }
    });
    let status = node.json(&["status"]);
    assert_eq!(status["communities"][0]["forks"], serde_json::json!([]));
    assert_eq!(node.json(&["tally", &poll])["ballots"], 1);
}

#[test]
fn readers_beside_a_writer_see_a_set_that_only_grows() {
    let node = Node::with(&["anna"]);
    let entries = |status: &Value| status["communities"][0]["entries"].as_u64().unwrap();
    let before = entries(&node.json(&["status"]));
    thread::scope(|scope| {
        let node = &node;
        let writer = scope.spawn(move || (0..12).for_each(|_| drop(node.poll(&[]))));
        for _ in 0..2 {
            scope.spawn(|| {
                let mut last = before;
                for _ in 0..12 {
                    let now = entries(&node.json(&["status"]));
                    assert!(now >= last);
                    last = now;
                }
            });
        }
        writer.join().unwrap();
    });
    assert_eq!(entries(&node.json(&["status"])), before + 12);
}

#[test]
fn people_who_are_made_at_once_all_keep_their_keys() {
    let node = Node::with(&[]);
    thread::scope(|scope| {
        for person in PEOPLE {
            let node = &node;
            scope.spawn(move || node.ok(&["person", "new", person]));
        }
    });
    for person in PEOPLE {
        node.ok(&["member", "admit", person]);
    }
}

#[test]
fn communities_come_and_go_beside_whoever_lists_them() {
    let node = Node::with(&[]);
    thread::scope(|scope| {
        let node = &node;
        let other = scope.spawn(move || {
            for number in 0..4 {
                let name = format!("other {number}");
                node.ok(&["community", "found", "--name", &name]);
                node.ok(&["community", "leave", &name]);
            }
        });
        while !other.is_finished() {
            assert!(!node.json(&["community", "list"]).as_array().unwrap().is_empty());
        }
        other.join().unwrap();
    });
    assert_eq!(node.json(&["community", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_rehearsal_holds_nobody_up_and_is_there_when_it_is_over() {
    let node = Node::with(&[]);
    let file = node.write(
        "a.pb",
        "META\nkey;value\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n\
         a;6;A\nVOTES\nvoter_id;vote\n1;a\n2;a\n",
    );
    let rehearsed = node.json(&["rehearse", &file]);
    let list = node.json(&["community", "list"]);
    let ids: Vec<&Value> = list.as_array().unwrap().iter().map(|held| &held["id"]).collect();
    assert!(ids.contains(&&rehearsed["community"]), "{list}");
}
