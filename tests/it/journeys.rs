//! Whole tasks of an operator: keys in, screen and server out. The loop, the background task, HTTP and the database
//! are the real ones; what was done is looked up in the server's database.

mod activity;
mod arranging;
mod changing;
mod conflicts;
mod connecting;
mod finding;
mod marking;
mod paging;
mod sessions;
mod trouble;
mod undoing;
mod waiting;
mod writing;
