//! Licenses changed, field by field. What was typed is not lost: a write that is not done can be tried again, and where
//! somebody else was faster, what differs is shown before it is.

use super::{
    Session, described,
    dialogue::{Answer, CANCEL},
};
use crate::{
    cli::{failure::Failure, writer::Writer},
    domain::{
        Call, Change, Draft, Fault, FieldChange, License, LicenseId, Problem, Reply, Scope, Status, Write,
    },
};

const NOT_CHANGED: &str = "Nothing was changed.";

impl Session<'_> {
    /// Asks for the fields of a new license, and creates it.
    pub(super) async fn create(&mut self) -> Result<(), Failure> {
        let scope = self.scope_to_write()?;
        self.dialogue.say(&format!("A new license in {}. A single {CANCEL} cancels.", self.scope_words()))?;
        let Answer::Given(draft) = self.ask_draft()? else {
            return self.dialogue.say(NOT_CHANGED);
        };
        let Draft { sku, name, description, status } = &draft;
        let description = description.as_deref().unwrap_or("none");
        self.dialogue.say(&format!("SKU {sku}, name {name}, description {description}, {status}."))?;
        if !self.dialogue.confirm("Create it?")? {
            return self.dialogue.say(NOT_CHANGED);
        }
        match self.send(Write::create(scope, draft)).await? {
            Some(Reply::Created(id)) => self.dialogue.say(&format!("Created license {id}.")),
            _ => Ok(()),
        }
    }

    /// Asks what each field is to be, shows what differs, and changes it.
    pub(super) async fn edit(&mut self, id: LicenseId) -> Result<(), Failure> {
        let scope = self.scope_to_write()?;
        let seen = self.read(id).await?;
        for line in described(&seen) {
            self.dialogue.say(&line)?;
        }
        self.dialogue.say(&format!("Enter leaves a field as it is; a single {CANCEL} cancels."))?;
        let Answer::Given(wanted) = self.ask_fields(&seen)? else {
            return self.dialogue.say(NOT_CHANGED);
        };
        self.change(scope, seen, wanted).await
    }

    /// Gives a license a status. It can be turned back, so only production asks.
    pub(super) async fn turn(&mut self, id: LicenseId, status: Status) -> Result<(), Failure> {
        let scope = self.scope_to_write()?;
        let seen = self.read(id).await?;
        let wanted = License { status, ..seen.clone() };
        let change = Change::between(&seen, &wanted);
        if change.is_empty() {
            return self.dialogue.say(&format!("License {id} is {} already.", seen.status));
        }
        if self.place.production
            && !self.dialogue.confirm(&format!(
                "Production: {} license {}?",
                verb(&wanted.status),
                seen.sku
            ))?
        {
            return self.dialogue.say(NOT_CHANGED);
        }
        self.send_change(scope, seen, change).await
    }

    /// Shows what differs, asks, and changes it.
    async fn change(&mut self, scope: Scope, seen: License, wanted: License) -> Result<(), Failure> {
        let change = Change::between(&seen, &wanted);
        if change.is_empty() {
            return self.dialogue.say("Nothing differs. Nothing was sent.");
        }
        for FieldChange { field, before, after } in change.fields() {
            self.dialogue.say(&format!("{}: from \"{before}\" to \"{after}\"", field.title()))?;
        }
        if !self.dialogue.confirm("Save it?")? {
            return self.dialogue.say(NOT_CHANGED);
        }
        self.send_change(scope, seen, change).await
    }

    /// Sends a change; where the license was changed meanwhile, asks whether to put it on top of that.
    async fn send_change(&mut self, scope: Scope, seen: License, change: Change) -> Result<(), Failure> {
        let (mut seen, mut change) = (seen, change);
        loop {
            let write = Write::update(scope, seen.clone(), change.clone());
            match self.send(write).await {
                Ok(Some(Reply::Updated { license, .. } | Reply::AlreadySo { license, .. })) => {
                    return self.dialogue.say(&format!("Changed license {}, {}.", license.id, license.sku));
                }
                Ok(_) => return Ok(()),
                Err(Failure::Problem(Problem::Conflict { fields, now })) => {
                    self.dialogue.say("Somebody else has changed it meanwhile. Nothing was sent.")?;
                    for FieldChange { field, before, after } in &fields {
                        let words = format!("{}: it was \"{before}\", it is now \"{after}\"", field.title());
                        self.dialogue.say(&words)?;
                    }
                    if !self.dialogue.confirm("Save yours all the same?")? {
                        return self.dialogue.say(NOT_CHANGED);
                    }
                    let wanted = change.applied_to(&now);
                    change = Change::between(&now, &wanted);
                    seen = *now;
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    /// Deletes a license once its SKU was typed.
    pub(super) async fn delete(&mut self, id: LicenseId) -> Result<(), Failure> {
        let scope = self.scope_to_write()?;
        let license = self.read(id).await?;
        for line in described(&license) {
            self.dialogue.say(&line)?;
        }
        let words = format!("Delete it from {}? Type its SKU; anything else leaves it", self.scope_words());
        if self.dialogue.ask(&words)?.is_none_or(|typed| typed.trim() != license.sku) {
            return self.dialogue.say("Nothing was deleted.");
        }
        if self.place.production && !self.names_scope(scope)? {
            return self.dialogue.say("Nothing was deleted.");
        }
        let sku = license.sku.clone();
        match self.send(Write::delete(scope, license)).await? {
            Some(_) => self.dialogue.say(&format!("Deleted license {id}, {sku}.")),
            None => Ok(()),
        }
    }

    /// On production, the scope has to be typed too: by its name, or whole.
    fn names_scope(&self, scope: Scope) -> Result<bool, Failure> {
        let name = self.scope.as_ref().and_then(|entry| entry.name.as_deref());
        let wanted = name.map_or_else(|| scope.to_string(), str::to_owned);
        let typed = self.dialogue.ask(&format!("This is production. Type the scope too, {wanted}"))?;
        let typed = typed.as_deref().map(str::trim);
        Ok(typed == Some(wanted.trim()) || typed == Some(scope.to_string().as_str()))
    }

    /// Takes the last change in the scope back, after showing what that makes of which license.
    pub(super) async fn undo(&mut self) -> Result<(), Failure> {
        let scope = self.scope_to_write()?;
        let call = Call::PrepareUndo { scope: Some(scope), entry: None };
        let Reply::UndoReady(undoing) = self.desk.execute(&self.client, call).await? else {
            return Err(Problem::Internal { reason: "an answer to another question".into() }.into());
        };
        for undo in &undoing.undos {
            let id = undo.id.map_or_else(String::new, |id| format!(" {id}"));
            self.dialogue.say(&format!(
                "Taking back: {} license{id}, {}",
                undo.operation.word(),
                undo.sku
            ))?;
            for FieldChange { field, before, after } in &undo.fields {
                self.dialogue.say(&format!("{}: from \"{before}\" to \"{after}\"", field.title()))?;
            }
            for remark in &undo.remarks {
                self.dialogue.say(&format!("Note: {remark}"))?;
            }
        }
        for (entry, why) in &undoing.refused {
            self.dialogue.say(&format!("Entry {entry} cannot be taken back: {why}"))?;
        }
        if undoing.undos.is_empty() || !self.dialogue.confirm("Take it back?")? {
            return self.dialogue.say(NOT_CHANGED);
        }
        let writer = self.writer()?.in_one_step();
        for undo in undoing.undos {
            match self.send_by(&writer, undo.write).await? {
                Some(_) => self.dialogue.say(&format!("Took back the change of {}.", undo.sku))?,
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// Sends a write, and again as long as nothing came of it and the operator wants to; none comes where not.
    async fn send(&mut self, write: Write) -> Result<Option<Reply>, Failure> {
        let writer = self.writer()?;
        self.send_by(&writer, write).await
    }

    fn writer(&self) -> Result<Writer<'_>, Failure> {
        let reason = self.reason()?;
        Ok(Writer::at(self.desk, self.client.clone(), self.scope()?).because(reason))
    }

    async fn send_by(&self, writer: &Writer<'_>, write: Write) -> Result<Option<Reply>, Failure> {
        loop {
            match writer.send(write.clone()).await {
                Ok(reply) => return Ok(Some(reply)),
                Err(conflict @ (Problem::Conflict { .. } | Problem::OutcomeUnknown { .. })) => {
                    return Err(conflict.into());
                }
                Err(problem) => {
                    let asks_for_log_in = problem.asks_for_log_in() && self.place.logs_in;
                    Failure::from(problem).tell(self.desk.voice);
                    let question = if asks_for_log_in { "Log in and try again?" } else { "Try again?" };
                    if !self.dialogue.confirm(question)? {
                        self.dialogue.say(NOT_CHANGED)?;
                        return Ok(None);
                    }
                    if asks_for_log_in {
                        let logged_in = self.log_in().await;
                        self.survive(logged_in)?;
                    }
                }
            }
        }
    }

    /// Why changes are made: what was said with the command, else asked for where each change needs a reason.
    fn reason(&self) -> Result<Option<String>, Failure> {
        let said = self.desk.reason();
        if said.is_some() || !self.place.needs_reason {
            return Ok(said);
        }
        let given = |text: &str| {
            if text.trim().is_empty() {
                Err(Fault::new("reason", "must not be empty"))
            } else {
                Ok(text.to_owned())
            }
        };
        match self.dialogue.ask_for("Why is it changed? It goes into the journal", given)? {
            Answer::Given(reason) => Ok(Some(reason)),
            Answer::Cancelled => Err(Problem::NoReason.into()),
        }
    }

    fn scope_words(&self) -> String {
        let scope = self.scope.as_ref().map(crate::domain::ScopeEntry::label).unwrap_or_default();
        if self.place.production { format!("{scope}, production") } else { scope }
    }
}

fn verb(status: &Status) -> &'static str {
    if *status == Status::Enabled { "enable" } else { "disable" }
}
