//! The real program in both of its roles, between what stands around it at Amazon: the runtime that calls it,
//! API Gateway's events, DynamoDB Local, moto's SQS and an S3 server.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod cloud;
mod deliveries;
mod faults;
mod gateway;
mod queue;
mod smoke;
