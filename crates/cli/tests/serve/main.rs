//! The whole program, started as people start it.

#[cfg(test)]
mod documents;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod provider;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod smoke;
#[cfg(test)]
mod support;
#[cfg(test)]
mod words;
