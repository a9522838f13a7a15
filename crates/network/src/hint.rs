//! Hints: "there is something new", as short ids that only members can make and read.
//!
//! On the wire: a canonical CBOR array of a proof (16 bytes), a salt and an array of 1 to 256
//! numbers. The numbers are short ids under a key that the host derives from the community's
//! secret; the proof is a hash of that secret, the salt and the numbers, so that who merely
//! overheard a topic can neither forge a hint nor fill a cache. Everything is checked before
//! gossipsub remembers anything. The salt is zero, so that the same hint is the same message
//! whoever says it, except where it has to be said once more.
//!
//! With the secret `s` and all numbers as eight bytes, the highest first:
//! - topic: SHA-256(`participation/topic/1` 00 s), in 64 lower-case hexadecimal digits;
//! - proof: the first 16 bytes of SHA-256(`participation/hint/1` 00 s salt numbers…);
//! - id of a message: SHA-256(`participation/message/1` 00 topic 00 data).

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use libp2p::gossipsub::{
    DataTransform, Message, MessageId, RawMessage, TopicHash, TopicSubscriptionFilter,
};
use participation_types::{CborError, CommunityId, Hasher, Reader, to_canonical};

/// Most hints in one message.
pub const MAX_HINTS: usize = 256;

/// Bytes of a proof.
const PROOF: usize = 16;

/// Signs of a topic: a hash in hexadecimal digits.
const TOPIC: usize = 64;

/// The topic of a community: the hash of its secret, in hexadecimal digits.
pub(crate) fn topic(secret: &[u8; 32]) -> TopicHash {
    let hash = Hasher::new("participation/topic/1").with(secret).finish();
    let text = CommunityId::from_bytes(hash).to_string();
    TopicHash::from_raw(text)
}

/// The message that carries these hints, sorted and each once; at most [`MAX_HINTS`] are taken.
pub(crate) fn write(secret: &[u8; 32], salt: u64, hints: &[u64]) -> Vec<u8> {
    let mut hints: Vec<u64> = hints.iter().copied().take(MAX_HINTS).collect();
    hints.sort_unstable();
    hints.dedup();
    to_canonical(|writer| {
        writer.array(3).bytes(&proof(secret, salt, &hints)).uint(salt).array(hints.len());
        for hint in &hints {
            writer.uint(*hint);
        }
    })
}

/// The hints that a message carries.
///
/// # Errors
/// [`CborError`] when the bytes are no hints, are not sorted, or their proof is another.
pub(crate) fn read(secret: &[u8; 32], bytes: &[u8]) -> Result<Vec<u64>, CborError> {
    let mut reader = Reader::new(bytes);
    reader.array(3, 3)?;
    let claimed = reader.bytes(PROOF, PROOF)?;
    let salt = reader.uint()?;
    let hints = reader.list(1, MAX_HINTS, Reader::uint)?;
    reader.end()?;
    if !hints.is_sorted_by(|a, b| a < b) {
        return Err(reader.invalid("hints out of order"));
    }
    if claimed == proof(secret, salt, &hints) {
        Ok(hints)
    } else {
        Err(reader.invalid("another proof"))
    }
}

/// The id of a message is its content, so that it is heard once whoever says it.
pub(crate) fn message_id(message: &Message) -> MessageId {
    id_of(&message.topic, &message.data)
}

/// The id that a message with this content has.
pub(crate) fn id_of(topic: &TopicHash, data: &[u8]) -> MessageId {
    let hash = Hasher::new("participation/message/1")
        .with(topic.as_str().as_bytes())
        .with(&[0])
        .with(data)
        .finish();
    MessageId::new(&hash)
}

fn proof(secret: &[u8; 32], salt: u64, hints: &[u64]) -> [u8; PROOF] {
    let mut hasher = Hasher::new("participation/hint/1").with(secret).with(&salt.to_be_bytes());
    for hint in hints {
        hasher.update(&hint.to_be_bytes());
    }
    hasher.finish().first_chunk().copied().unwrap_or_default()
}

/// The topics of the communities that this node has joined, with what is needed to check hints.
///
/// Shared by the driver and gossipsub's filters; held only for a look-up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Topics(Arc<RwLock<ByTopic>>);

/// The community of a topic, and its secret.
type ByTopic = BTreeMap<TopicHash, (CommunityId, [u8; 32])>;

impl Topics {
    pub(crate) fn insert(&self, community: CommunityId, secret: [u8; 32]) -> TopicHash {
        let topic = topic(&secret);
        let mut topics = self.0.write().unwrap_or_else(PoisonError::into_inner);
        topics.insert(topic.clone(), (community, secret));
        topic
    }

    pub(crate) fn remove(&self, topic: &TopicHash) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(topic);
    }

    pub(crate) fn look_up(&self, topic: &TopicHash) -> Option<(CommunityId, [u8; 32])> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(topic).copied()
    }
}

impl TopicSubscriptionFilter for Topics {
    /// Whatever looks like a topic of ours is remembered, within the counts that are set beside
    /// this filter: a peer says once, when it connects, what it subscribes to, and this node may
    /// join that community a minute later. What is said on other topics is refused all the same.
    fn can_subscribe(&mut self, topic: &TopicHash) -> bool {
        let topic = topic.as_str().as_bytes();
        topic.len() == TOPIC && topic.iter().all(|sign| matches!(sign, b'0'..=b'9' | b'a'..=b'f'))
    }
}

impl DataTransform for Topics {
    fn inbound_transform(&self, raw: RawMessage) -> io::Result<Message> {
        let (_, secret) = self.look_up(&raw.topic).ok_or(io::ErrorKind::InvalidInput)?;
        read(&secret, &raw.data).map_err(|_| io::ErrorKind::InvalidData)?;
        Ok(Message {
            source: raw.source,
            data: raw.data,
            sequence_number: raw.sequence_number,
            topic: raw.topic,
        })
    }

    fn outbound_transform(&self, _: &TopicHash, data: Vec<u8>) -> io::Result<Vec<u8>> {
        Ok(data)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: [u8; 32] = [9; 32];

    /// From another implementation, by the words at the head of this file.
    #[test]
    fn topic_message_and_id_have_these_bytes() {
        let topic = topic(&SECRET);
        assert_eq!(
            topic.as_str(),
            "0428c6aa4713635d9e67732abeff1f5a31c5f06b328c311b3f6150606a85eaa3"
        );
        let message = write(&SECRET, 0, &[500, 1, u64::MAX]);
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(
            hex(&message),
            "83501098d729fa2b0a2950f3d01b0ecd5d250083011901f41bffffffffffffffff"
        );
        assert_eq!(
            hex(&id_of(&topic, &message).0),
            "b837feaa6a0c2d983f8ede2d045f5c64aa87d4c46303b52fb1a30c46b80cd02f"
        );
    }

    #[test]
    fn hints_come_out_sorted_and_once() {
        let message = write(&SECRET, 0, &[5, 1, 5, u64::MAX]);
        assert_eq!(read(&SECRET, &message).unwrap(), [1, 5, u64::MAX]);
        let again = write(&SECRET, 7, &[5, 1, u64::MAX]);
        assert_ne!(again, message);
        assert_eq!(read(&SECRET, &again).unwrap(), [1, 5, u64::MAX]);
    }

    #[test]
    fn who_lacks_the_secret_can_neither_make_nor_change_a_hint() {
        let mut message = write(&SECRET, 0, &[1, 2]);
        assert!(read(&[8; 32], &message).is_err());
        *message.last_mut().unwrap() = 3;
        assert!(read(&SECRET, &message).is_err());
    }

    #[test]
    fn more_hints_than_allowed_are_neither_written_nor_read() {
        let many: Vec<u64> = (0..1000).collect();
        assert_eq!(read(&SECRET, &write(&SECRET, 0, &many)).unwrap().len(), MAX_HINTS);
        let long = to_canonical(|writer| {
            writer.array(3).bytes(&proof(&SECRET, 0, &many)).uint(0).array(many.len());
            for hint in &many {
                writer.uint(*hint);
            }
        });
        assert!(read(&SECRET, &long).is_err());
    }

    #[test]
    fn what_is_said_on_a_topic_that_is_not_ours_is_refused_before_it_is_remembered() {
        let topics = Topics::default();
        let ours = topics.insert(CommunityId::from_bytes([1; 32]), SECRET);
        let raw = |topic: &TopicHash, data: Vec<u8>| RawMessage {
            source: None,
            data,
            sequence_number: None,
            topic: topic.clone(),
            signature: None,
            key: None,
            validated: false,
        };
        let hint = write(&SECRET, 0, &[1]);
        assert!(topics.inbound_transform(raw(&ours, hint.clone())).is_ok());
        assert!(topics.inbound_transform(raw(&ours, vec![0x80])).is_err());
        assert!(topics.inbound_transform(raw(&topic(&[3; 32]), hint)).is_err());
    }

    #[test]
    fn only_what_looks_like_a_topic_is_remembered_of_a_peer() {
        let mut topics = Topics::default();
        assert!(topics.can_subscribe(&topic(&[3; 32])));
        assert!(!topics.can_subscribe(&TopicHash::from_raw("a".repeat(60_000))));
        assert!(!topics.can_subscribe(&TopicHash::from_raw("A".repeat(64))));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&SECRET, &bytes);
        }
    }
}
