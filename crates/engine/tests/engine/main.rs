//! The engine and its worker over stores in memory and a provider that does as it is told.

#[cfg(test)]
mod breakers;
#[cfg(test)]
mod budget;
#[cfg(test)]
mod cancel;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod crashes;
#[cfg(test)]
mod enhance;
#[cfg(test)]
mod gallery;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod lines;
mod moderation;
#[cfg(test)]
mod paint;
#[cfg(test)]
mod retries;
mod see_through;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod submit;
#[cfg(test)]
mod support;
