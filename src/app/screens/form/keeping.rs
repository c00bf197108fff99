//! A form that is kept between runs, and taken up again: then the record is read anew, for it may have changed since.

use super::{Contest, Fields, Form, Purpose, Side};
use crate::{
    app::{
        model::{Place, Shared},
        msg::RequestId,
    },
    domain::{Call, Field, FieldChange, KeptForm, License, LicenseId, Problem, Reply, Scope, Status},
};

/// What is known of the record of a form that was taken up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Since {
    /// The form was not taken up, or is not about a record.
    #[default]
    Nothing,
    /// It is being read.
    Reading(RequestId),
    /// It is in these fields no longer what the form opened on; in none where it is the same.
    Changed(Vec<FieldChange>),
    /// It could not be read.
    Unread(Problem),
}

impl Since {
    fn read(scope: Scope, license: LicenseId, shared: &mut Shared) -> Self {
        Self::Reading(shared.call(Call::ReadLicense { scope, id: license }))
    }

    /// The read under way.
    pub(super) fn request(&self) -> Option<RequestId> {
        match self {
            Self::Reading(id) => Some(*id),
            Self::Nothing | Self::Changed(_) | Self::Unread(_) => None,
        }
    }

    /// What an answer tells, where the form opened on `opened`.
    pub(super) fn told(opened: &License, result: Result<Reply, Problem>) -> Self {
        match result {
            Ok(Reply::License { license, .. }) => Self::Changed(opened.differences_from(&license)),
            Ok(_) => {
                Self::Unread(Problem::Internal { reason: "the answer is not to the question".to_owned() })
            }
            Err(problem) => Self::Unread(problem),
        }
    }
}

impl Form {
    /// The form with what is typed in it, to be kept; none where nothing is.
    pub(in crate::app) fn kept(&self, place: &Place) -> Option<KeptForm> {
        let unsettled = matches!(self.problem, Some(Problem::OutcomeUnknown { .. }));
        self.is_changed().then(|| KeptForm {
            origin: place.origin.clone(),
            instance: place.instance.clone(),
            profile: place.profile.clone(),
            scope: self.scope,
            purpose: self.purpose_to_keep(),
            texts: self.fields.texts(),
            focus: self.focus,
            sent: self.request.is_some() || unsettled,
        })
    }

    /// What the form is for, as it has to be opened again: a field that is still to be chosen between both sides is
    /// as the operator saw it at first, so that the choice comes again.
    fn purpose_to_keep(&self) -> Purpose {
        let Purpose::Edit(mut license) = self.purpose.clone() else {
            return self.purpose.clone();
        };
        for Contest { field, base, .. } in
            self.conflict.contests.iter().filter(|contest| contest.side != Some(Side::Mine)).cloned()
        {
            match field {
                Field::Sku => {}
                Field::Name => license.name = base,
                Field::Description => license.description = Some(base).filter(|text| !text.is_empty()),
                Field::Status => license.status = Status::from_word(&base),
            }
        }
        Purpose::Edit(license)
    }

    /// The form as it was kept. The record is read again where there is one.
    pub(in crate::app) fn taken_up(kept: &KeptForm, shared: &mut Shared) -> Self {
        let opened_with = match &kept.purpose {
            Purpose::New | Purpose::Clone(_) => Fields::empty(),
            Purpose::Edit(license) => Fields::of(license),
        };
        let mut form = Self::open(kept.scope, kept.purpose.clone(), opened_with.clone(), kept.focus);
        form.fields = opened_with.holding(&kept.texts);
        if form.is_locked(form.focus) {
            form.focus = Field::Name;
        }
        if let Purpose::Edit(license) = &kept.purpose {
            form.since = Since::read(kept.scope, license.id, shared);
        }
        form
    }

    /// Takes in what the record is like now, where the answer tells that; otherwise gives the answer back.
    pub(super) fn learn(
        &mut self, id: RequestId, result: Result<Reply, Problem>,
    ) -> Option<Result<Reply, Problem>> {
        match &self.purpose {
            Purpose::Edit(license) if self.since.request() == Some(id) => {
                self.since = Since::told(license, result);
                None
            }
            _ => Some(result),
        }
    }
}
