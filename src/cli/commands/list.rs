//! `list`: the licenses of a scope, to the end or to a limit.

use crate::{
    api::Listing,
    cli::{arguments::List, desk::Desk, exit::Exit, failure::Failure, output::Sink},
    domain::License,
};

/// Lists licenses. What was read before a page failed is printed all the same, marked as not complete.
///
/// # Errors
/// What is wrong with the configuration, a page that cannot be had, an output that takes nothing.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &List) -> Result<Exit, Failure> {
    let (client, scope) = desk.connect_in_scope().await?;
    desk.settle(&client, scope).await?;
    let limit = arguments.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let page_size = arguments.page_size.map_or_else(|| desk.config.page_size(), Ok)?;
    let page_size = u32::try_from(limit).unwrap_or(u32::MAX).min(page_size);
    let reads_ahead = desk.config.reads_ahead()?;
    let mut listing = Listing::new(client, scope, page_size).reading_ahead(reads_ahead).of_at_most(limit);
    let mut sink = Sink::new(desk.format);
    let mut problem = None;
    let mut more = false;
    while !more && problem.is_none() {
        match listing.next_page().await {
            None => break,
            Some(Err(failed)) => problem = Some(failed),
            Some(Ok(page)) => {
                let over = take(&mut sink, page.licenses, limit)?;
                more = over || (sink.len() == limit && !listing.is_complete());
                desk.voice.progress(&format!("{} read", sink.len()));
            }
        }
    }
    let read = sink.len();
    if listing.has_changed((!more).then_some(read)) {
        sink.note_change();
    }
    desk.finish(sink, "licenses", listing.is_complete() && !more)?;
    if more {
        desk.voice.note(&format!("stopped after {read} licenses; the server has more"));
    }
    problem.map_or(Ok(Exit::Done), |problem| Err(problem.into()))
}

/// Takes what fits under the limit, and tells whether something did not.
fn take(sink: &mut Sink<License>, licenses: Vec<License>, limit: usize) -> Result<bool, Failure> {
    let mut left = limit - sink.len();
    if licenses.len() <= left {
        sink.take(licenses)?;
        return Ok(false);
    }
    let mut over = false;
    let mut fitting = Vec::new();
    for license in licenses {
        if sink.knows(&license) {
            fitting.push(license);
        } else if left > 0 {
            left -= 1;
            fitting.push(license);
        } else {
            over = true;
            break;
        }
    }
    sink.take(fitting)?;
    Ok(over)
}
