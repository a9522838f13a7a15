//! x
use automerge::transaction::{CommitOptions, Transactable};
use automerge::*;
use std::time::Instant;
fn t<R>(name: &str, n: u32, mut f: impl FnMut(u32) -> R) {
    let b = Instant::now();
    for i in 0..n {
        std::hint::black_box(f(i));
    }
    println!("{name}: {:?}", b.elapsed() / n);
}
fn main() {
    let mut d = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
    d.set_actor(ActorId::from(&[1u8; 16][..]));
    let o = {
        let mut tx = d.transaction();
        let o = tx.put_object(ROOT, "b", ObjType::Text).unwrap();
        tx.splice_text(&o, 0, 0, &"paraula ".repeat(1250)).unwrap();
        tx.commit();
        o
    };
    let mut x = 7u64;
    let mut r = |n: u64| {
        x = x.wrapping_mul(6364136223846793005).wrapping_add(1);
        ((x >> 33) % n) as usize
    };
    let mut changes = vec![];
    for i in 0..500u32 {
        d.set_actor(ActorId::from(&[(i % 5) as u8; 16][..]));
        let mut tx = d.transaction();
        tx.splice_text(&o, r(9000), 3, "un canvi ").unwrap();
        tx.commit();
        changes.push(d.get_last_local_change().unwrap());
    }
    t("linear edit", 100, |i| {
        d.set_actor(ActorId::from(&[(i % 5) as u8; 16][..]));
        let mut tx = d.transaction();
        tx.splice_text(&o, r(9000), 3, "un canvi ").unwrap();
        tx.commit_with(CommitOptions::default());
    });
    let h = d.get_heads();
    t("get_change_by_hash", 100, |_| d.get_change_by_hash(&h[0]));
    t("clone", 100, |_| d.clone());
    let f = d.clone();
    let mut new = vec![];
    let mut g = f.clone();
    for i in 0..100u32 {
        g.set_actor(ActorId::from(&[(i % 5) as u8; 16][..]));
        let mut tx = g.transaction();
        tx.splice_text(&o, r(9000), 3, "un canvi ").unwrap();
        tx.commit();
        new.push(g.get_last_local_change().unwrap());
    }
    let mut k = f.clone();
    t("apply one", 100, |i| k.apply_changes([new[i as usize].clone()]).unwrap());
    let mut k = f.clone();
    t("apply ten", 10, |i| {
        k.apply_changes(new[i as usize * 10..i as usize * 10 + 10].to_vec()).unwrap()
    });
    let mut k = f.clone();
    t("apply hundred", 1, |_| k.apply_changes(new.clone()).unwrap());
    t("fork_at", 5, |_| d.fork_at(&h).unwrap());
    t("save+load", 5, |_| Automerge::load(&d.save()).unwrap());
    let old = changes[300].hash();
    t("text", 10, |_| d.text(&o).unwrap());
    t("text_at old", 10, |_| d.text_at(&o, &[old]).unwrap());
    t("length", 10, |_| d.length(&o));
}
