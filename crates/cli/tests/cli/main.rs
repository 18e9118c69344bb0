//! The program as people meet it: what it prints, what it leaves, how it ends.

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod generate;
#[cfg(test)]
mod support;
#[cfg(test)]
mod terminal;
