//! Keys appear nowhere: not in what the program prints, logs, answers or keeps, whatever providers say.

#[cfg(test)]
mod commands;
#[cfg(test)]
mod echo;
#[cfg(test)]
mod sentinel;
#[cfg(test)]
mod service;
#[cfg(test)]
mod shown;
#[cfg(test)]
#[expect(dead_code, reason = "the tests of the service need more of it")]
#[path = "../serve/support.rs"]
mod support;
#[cfg(test)]
mod town;
