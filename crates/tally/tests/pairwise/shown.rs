//! The working out of the pairwise rules as text and as JSON.

use participation_tally::{
    Amount, Ballot, BallotKind, OptionIndex, Outcome, Params, PollOption, Profile, Rule, count,
};

const RULES: [Rule; 4] = [Rule::Schulze, Rule::RankedPairs, Rule::Minimax, Rule::Copeland];

/// A park in three names: a circle of 7, 6 and 5, and a fourth that loses to all.
fn outcome(rule: Rule) -> Outcome {
    let options = [
        ("p1", "Parc de la Pau"),
        ("p2", "Park \u{1b}[31mŁazienki"),
        ("p3", ""),
        ("p4", "Parc de la Constitució de 1812 i de totes les altres constitucions"),
    ];
    let options = options.map(|(id, label)| PollOption::new(id, label, Amount::from(0)));
    let mut profile = Profile::new(BallotKind::WeakOrder, options.to_vec(), None).unwrap();
    for (weight, order) in [(4, [0, 1, 2, 3]), (3, [1, 2, 0, 3]), (2, [2, 0, 1, 3])] {
        let marks: Vec<_> = order.map(OptionIndex::new).into_iter().zip(1..).collect();
        profile.push(Ballot::WeakOrder(&marks), weight).unwrap();
    }
    count(&profile, rule, &Params::default()).unwrap()
}

/// A circle of everybody with the next half, so that there is much to tell.
fn large(options: u16, weight: u32) -> Profile {
    let listed =
        (0..options).map(|n| PollOption::new(format!("id{n}"), "A longer name", Amount::from(0)));
    let mut profile = Profile::new(BallotKind::WeakOrder, listed.collect(), None).unwrap();
    for first in 0..options {
        let order = (first..options).chain(0..first).map(OptionIndex::new);
        let marks: Vec<_> = order.zip(1..).collect();
        profile.push(Ballot::WeakOrder(&marks), weight + u32::from(first)).unwrap();
    }
    profile
}

#[test]
fn the_working_out_of_schulze_is_told() {
    let text = "\
schulze: 9 ballots, 1 to elect
ballots that prefer the option of the row to that of the column:
  1 2 3 4
1 - 6 4 9  Parc de la Pau
2 3 - 7 9  Park \u{fffd}[31mŁazienki
3 5 2 - 9  p3
4 0 0 0 -  Parc de la Constitució de 1812 i de totes les altres constitucions
no option beats every other; each of these beats all the rest: Parc de la Pau,
  Park \u{fffd}[31mŁazienki, p3
strongest chain of victories from row to column by winning votes, as strong as
  its weakest:
  1 2 3 4
1 - 6 6 9  Parc de la Pau
2 5 - 7 9  Park \u{fffd}[31mŁazienki
3 5 5 - 9  p3
4 0 0 0 -  Parc de la Constitució de 1812 i de totes les altres constitucions
where chains lead both ways, by the numbers above:
1 > 2 (6) is stronger than 2 > 3 > 1 (5)
1 > 2 > 3 (6) is stronger than 3 > 1 (5)
2 > 3 (7) is stronger than 3 > 1 > 2 (5)
place  above           id
    1      3  elected  p1  Parc de la Pau
    2      2           p2  Park \u{fffd}[31mŁazienki
    3      1           p3
    4      0           p4  Parc de la Constitució de 1812 i de totes les altres…
";
    assert_eq!(outcome(Rule::Schulze).to_string(), text);
}

#[test]
fn the_working_out_of_ranked_pairs_is_told() {
    let text = "\
ranked-pairs: 9 ballots, 1 to elect
ballots that prefer the option of the row to that of the column:
  1 2 3 4
1 - 6 4 9  Parc de la Pau
2 3 - 7 9  Park \u{fffd}[31mŁazienki
3 5 2 - 9  p3
4 0 0 0 -  Parc de la Constitució de 1812 i de totes les altres constitucions
no option beats every other; each of these beats all the rest: Parc de la Pau,
  Park \u{fffd}[31mŁazienki, p3
victories by winning votes, the strongest first:
1 Parc de la Pau > Parc de la Constitució de 1… (9 to 0): locked
2 Park \u{fffd}[31mŁazienki > Parc de la Constitució de 1… (9 to 0): locked
3 p3 > Parc de la Constitució de 1… (9 to 0): locked
4 Park \u{fffd}[31mŁazienki > p3 (7 to 2): locked
5 Parc de la Pau > Park \u{fffd}[31mŁazienki (6 to 3): locked
6 p3 > Parc de la Pau (5 to 4): left out, as Parc de la Pau > Park \u{fffd}[31mŁazienki
  > p3 is locked
place  above           id
    1      3  elected  p1  Parc de la Pau
    2      2           p2  Park \u{fffd}[31mŁazienki
    3      1           p3
    4      0           p4  Parc de la Constitució de 1812 i de totes les altres…
";
    assert_eq!(outcome(Rule::RankedPairs).to_string(), text);
}

#[test]
fn the_working_out_of_minimax_and_copeland_is_told() {
    let text = outcome(Rule::Minimax).to_string();
    let own = "\
worst defeats by winning votes, the least is the best:
Parc de la Pau: 5 by p3
Park \u{fffd}[31mŁazienki: 6 by Parc de la Pau
p3: 7 by Park \u{fffd}[31mŁazienki
Parc de la Constitució de 1…: 9 by Parc de la Pau, Park \u{fffd}[31mŁazienki, p3
place  defeat           id
    1       5  elected  p1  Parc de la Pau
    2       6           p2  Park \u{fffd}[31mŁazienki
    3       7           p3
    4       9           p4  Parc de la Constitució de 1812 i de totes les altre…
";
    assert!(text.ends_with(own), "{text}");
    let text = outcome(Rule::Copeland).to_string();
    let own = "\
comparisons, two points for each won and one for each drawn:
points  won  drawn  lost
     4    2      0     1  Parc de la Pau
     4    2      0     1  Park \u{fffd}[31mŁazienki
     4    2      0     1  p3
     0    0      0     3  Parc de la Constitució de 1812 i de totes les altres…
place  points           id
    1       4  elected  p1  Parc de la Pau
    1       4           p2  Park \u{fffd}[31mŁazienki
    1       4           p3
    4       0           p4  Parc de la Constitució de 1812 i de totes les altre…
tie at 4: p1, p2, p3 (by the order of the list; this decided)
";
    assert!(text.ends_with(own), "{text}");
}

#[test]
fn no_text_is_wider_than_80_columns() {
    for (options, weight) in [(1, 1), (14, 500), (14, 100_000), (15, 9), (26, 1), (60, 4)] {
        let profile = large(options, weight);
        for rule in RULES {
            let text = count(&profile, rule, &Params::default()).unwrap().to_string();
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{options} {rule}: {line}");
            }
            // Fourteen options with four figures each still make a matrix.
            let fits = matches!((options, weight), (1, 1) | (14, 500) | (15, 9));
            assert_eq!(text.contains("row to that of the column"), fits, "{options} {weight}");
        }
    }
}

#[test]
fn the_json_has_the_keys_that_scripts_rely_on() {
    let json = |rule| -> Vec<String> {
        outcome(rule).rounds().iter().map(|it| serde_json::to_string(it).unwrap()).collect()
    };
    let pairs = concat!(
        r#"{"step":"pairs","options":["p1","p2","p3","p4"],"rows":[[0,6,4,9],[3,0"#,
        r#",7,9],[5,2,0,9],[0,0,0,0]],"smith":["p1","p2","p3"]}"#,
    );
    let ranking = concat!(
        r#"{"step":"pairwise_ranking","measure":"above","places":[{"place":1,"opt"#,
        r#"ion":"p1","score":3,"elected":true},{"place":2,"option":"p2","score":2"#,
        r#","elected":false},{"place":3,"option":"p3","score":1,"elected":false},"#,
        r#"{"place":4,"option":"p4","score":0,"elected":false}]}"#,
    );
    let steps = json(Rule::Schulze);
    assert_eq!((steps[0].as_str(), steps[2].as_str()), (pairs, ranking));
    let own = concat!(
        r#"{"step":"strongest_paths","strength":"winning-votes","options":["p1",""#,
        r#"p2","p3","p4"],"rows":[[0,6,6,9],[5,0,7,9],[5,5,0,9],[0,0,0,0]],"conte"#,
        r#"sts":[{"for":{"path":["p1","p2"],"strength":6,"against":3},"against":{"#,
        r#""path":["p2","p3","p1"],"strength":5,"against":4},"equal":false},{"for"#,
        r#"":{"path":["p1","p2","p3"],"strength":6,"against":3},"against":{"path""#,
        r#":["p3","p1"],"strength":5,"against":4},"equal":false},{"for":{"path":["#,
        r#""p2","p3"],"strength":7,"against":2},"against":{"path":["p3","p1","p2""#,
        r#"],"strength":5,"against":4},"equal":false}]}"#,
    );
    assert_eq!(json(Rule::Schulze)[1], own);
    let own = concat!(
        r#"{"step":"locked_pairs","strength":"winning-votes","victories":[{"winne"#,
        r#"r":"p1","loser":"p4","strength":9,"votes":9,"against":0,"locked":true}"#,
        r#",{"winner":"p2","loser":"p4","strength":9,"votes":9,"against":0,"locke"#,
        r#"d":true},{"winner":"p3","loser":"p4","strength":9,"votes":9,"against":"#,
        r#"0,"locked":true},{"winner":"p2","loser":"p3","strength":7,"votes":7,"a"#,
        r#"gainst":2,"locked":true},{"winner":"p1","loser":"p2","strength":6,"vot"#,
        r#"es":6,"against":3,"locked":true},{"winner":"p3","loser":"p1","strength"#,
        r#"":5,"votes":5,"against":4,"locked":false,"circle":["p1","p2","p3"]}]}"#,
    );
    assert_eq!(json(Rule::RankedPairs)[1], own);
    let own = concat!(
        r#"{"step":"worst_defeats","strength":"winning-votes","defeats":[{"option"#,
        r#"":"p1","strength":5,"by":["p3"]},{"option":"p2","strength":6,"by":["p1"#,
        r#""]},{"option":"p3","strength":7,"by":["p2"]},{"option":"p4","strength""#,
        r#":9,"by":["p1","p2","p3"]}]}"#,
    );
    assert_eq!(json(Rule::Minimax)[1], own);
    let own = concat!(
        r#"{"step":"comparisons","options":[{"option":"p1","wins":2,"draws":0,"lo"#,
        r#"sses":1,"points":4},{"option":"p2","wins":2,"draws":0,"losses":1,"poin"#,
        r#"ts":4},{"option":"p3","wins":2,"draws":0,"losses":1,"points":4},{"opti"#,
        r#"on":"p4","wins":0,"draws":0,"losses":3,"points":0}]}"#,
    );
    assert_eq!(json(Rule::Copeland)[1], own);
}
