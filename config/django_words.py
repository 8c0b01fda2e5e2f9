"""Words of Django's own pages that Dure says in other Korean: the catalogue has them by being named
here."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = (
    # Lists
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Action:"),
    _("Delete selected %(verbose_name_plural)s"),
    _("0 of %(cnt)s selected"),
    ngettext_lazy(
        "%(count)s %(name)s was changed successfully.",
        "%(count)s %(name)s were changed successfully.",
    ),
    _("No action selected."),
    _("None available"),
    _(" By %(filter_title)s "),
    # A row
    _("View %s"),
    _("Change history: %s"),
    _("Save and add another"),
    _("Save and continue editing"),
    _("Save and view"),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("You may edit it again below."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("%(model_name)s with this %(field_label)s already exists."),
    _("%(model_name)s with this %(field_labels)s already exists."),
    _("Constraint “%(name)s” is violated."),
    _("Value %(value)r is not a valid choice."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("“%(pk)s” is not a valid value."),
    _("%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s."),
    _("“%(path)s” does not exist"),
    _("%(name)s object with primary key %(key)r does not exist."),
    _(
        "%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; it may be "
        "ambiguous or it may not exist."
    ),
    ngettext_lazy("Please correct the error below.", "Please correct the errors below."),
    # Deleting
    _("Objects"),
    _("Summary"),
    _("Yes, I’m sure"),
    _("No, take me back"),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the '
        "following related items will be deleted:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? All of the following "
        "objects and their related items will be deleted:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following "
        "protected related objects:"
    ),
    _("Cannot delete %(name)s"),
    _("Successfully deleted %(count)d %(items)s."),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related "
        "objects, but your account doesn't have permission to delete the following types of "
        "objects:"
    ),
    _(
        "Deleting %(class_name)s %(instance)s would require deleting the following protected "
        "related objects: %(related_objects)s"
    ),
    # People
    _("user"),
    _("users"),
    _("Enter a new password for the user <strong>%(username)s</strong>."),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("You don’t have permission to view or edit anything."),
)
