//! Everything of one person.

use participation::{Alignment, CommentPlan, Error, Language, Localized, SlotId, Voice};

use crate::village::Village;
use crate::{city, import, plan};

#[test]
fn a_person_gets_everything_of_theirs_and_nothing_of_others() {
    let mut city = city(2);
    let files = ["id;title/ca;body/ca;is_amend\n1;Bancs;;false\n"];
    let _ = import(&mut city, &plan(&files)).unwrap();
    let poll = city.ask();
    city.vote(0, poll, 0);
    city.vote(1, poll, 1);
    let Village { mut node, mut stewards, mut people, slots, .. } = city;
    let anna = &mut stewards[0];
    let imported = node.deliberation().cards().next().unwrap().id;
    node.introduce(&mut people[0].pen(), "Berta", Localized::default()).unwrap();
    let ca: Language = "ca".parse().unwrap();
    let comment = CommentPlan {
        subject: imported,
        parent: None,
        voice: Voice::Official,
        alignment: Alignment::Neutral,
        language: ca,
        text: "De l'organització",
    };
    node.comment(&mut anna.pen(), comment).unwrap();
    let data = node.person_data(&slots[0]).unwrap();
    let many = |part: &str| data[part].as_array().unwrap().len();
    assert_eq!((many("profile"), many("ballots"), many("key_entries")), (1, 1, 1));
    assert_eq!((many("comments"), many("documents"), many("labels")), (0, 0, 0));
    assert_eq!(data["erased"], 0);
    assert_eq!(data["keys"]["devices"].as_array().unwrap().len(), 1);
    let text = data.to_string();
    assert!(text.contains("Berta") && !text.contains("organitzaci"));
    let slot = node.slot_of(&anna.keys.device.public()).unwrap();
    let hers = node.person_data(&slot).unwrap();
    assert_eq!(hers["comments"].as_array().unwrap().len(), 1);
    assert!(hers["comments"][0]["claimed"].is_u64() || hers["comments"][0]["claimed"].is_string());
    assert_eq!(hers["documents"].as_array().unwrap().len(), 1, "what she imported, as imported");
    let nobody = SlotId::from_bytes([9; 32]);
    assert!(matches!(node.person_data(&nobody), Err(Error::NoSuchEntry(_))));
}
