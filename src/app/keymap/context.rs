//! Where keys work.

/// Where a key works. The order of a screen's contexts decides which meaning wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere, also while typing.
    Always,
    /// Everywhere but while typing.
    Global,
    /// In every list.
    List,
    /// In the list of scopes.
    Scopes,
    /// In the table of licenses.
    Licenses,
    /// On one license.
    License,
    /// In a form.
    Form,
    /// In the form of a license.
    LicenseForm,
    /// While a filter is typed.
    Filter,
    /// While a scope is typed.
    Entry,
    /// While the SKU of a license to delete is typed.
    Delete,
    /// At a question.
    Question,
    /// At the question whether to take up a draft.
    Draft,
    /// In the help.
    Help,
    /// On the first screen when nothing is configured.
    Welcome,
    /// While user name and password are typed.
    LogIn,
    /// While the code of a second factor is typed.
    SecondFactor,
    /// On the switch below that code.
    Trust,
    /// While a command is typed.
    Command,
    /// While one chooses between one's own values and those of somebody else.
    Conflict,
    /// While the reason of a change is typed.
    Reason,
    /// In the list of changes.
    History,
    /// On one change.
    Change,
    /// While a change is taken back.
    Undo,
    /// Once it is known what would take a change back.
    Confirm,
    /// In the list of requests.
    Activity,
    /// On one request.
    Exchange,
    /// On the changes of several licenses.
    Bulk,
    /// At the question whether to make them.
    BulkQuestion,
    /// While their verb is typed.
    BulkVerb,
    /// While they are made.
    BulkUnderWay,
    /// Once they have been made.
    BulkDone,
    /// While one chooses what to copy.
    Copy,
    /// Among the licenses that were found in all scopes.
    Find,
    /// While it is looked at how a plan stands.
    Looking,
    /// Between the licenses of two scopes.
    Compared,
    /// On the pictures of all licenses.
    Overview,
    /// Among the themes.
    Themes,
    /// On a text to be selected.
    Page,
}

impl Context {
    /// All contexts, in the order of the help.
    pub const ALL: [Self; 39] = [
        Self::Welcome,
        Self::Scopes,
        Self::Entry,
        Self::Licenses,
        Self::License,
        Self::Copy,
        Self::Page,
        Self::List,
        Self::Filter,
        Self::Form,
        Self::LicenseForm,
        Self::Conflict,
        Self::Delete,
        Self::Reason,
        Self::BulkQuestion,
        Self::BulkVerb,
        Self::BulkUnderWay,
        Self::BulkDone,
        Self::Bulk,
        Self::History,
        Self::Change,
        Self::Confirm,
        Self::Undo,
        Self::Find,
        Self::Looking,
        Self::Compared,
        Self::Overview,
        Self::Themes,
        Self::Activity,
        Self::Exchange,
        Self::LogIn,
        Self::SecondFactor,
        Self::Trust,
        Self::Command,
        Self::Question,
        Self::Draft,
        Self::Help,
        Self::Global,
        Self::Always,
    ];

    /// The context's heading in the help.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Always => "Everywhere",
            Self::Global => "Everywhere but while typing",
            Self::List => "Lists",
            Self::Scopes => "Scopes",
            Self::Licenses => "Licenses",
            Self::License => "License",
            Self::Form => "Forms",
            Self::LicenseForm => "The form of a license",
            Self::Filter => "While a filter is typed",
            Self::Entry => "While a scope is typed",
            Self::Delete => "Delete license",
            Self::Question => "Questions",
            Self::Draft => "Draft kept",
            Self::Help => "Help",
            Self::Welcome => "Welcome",
            Self::LogIn => "Log in",
            Self::SecondFactor => "Second factor",
            Self::Trust => "Trust this device",
            Self::Command => "While a command is typed",
            Self::Conflict => "Changed by somebody else too",
            Self::Reason => "While a reason is typed",
            Self::History => "History",
            Self::Change => "One change of the history",
            Self::Undo => "Undo",
            Self::Confirm => "Undo, when it can be done",
            Self::Activity => "Activity",
            Self::Exchange => "One request of the activity",
            Self::Bulk => "Changes of several licenses",
            Self::BulkQuestion => "Several licenses, before anything is sent",
            Self::BulkVerb => "While the verb for many licenses is typed",
            Self::BulkUnderWay => "While several licenses are changed",
            Self::BulkDone => "Several licenses, after the last answer",
            Self::Copy => "Copy",
            Self::Find => "Find",
            Self::Looking => "Apply plan",
            Self::Compared => "Compare",
            Self::Overview => "Overview",
            Self::Themes => "Themes",
            Self::Page => "A text to be selected",
        }
    }
}
