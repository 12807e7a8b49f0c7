//! Networks: endpoints, chain identity and providers.
