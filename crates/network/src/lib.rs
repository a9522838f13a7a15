//! The libp2p driver: carries sessions between the nodes of a community.
