"""The English sentences of roles, invitations and refusals."""

from __future__ import annotations

from bot.presentation.texts_roles import RoleTexts

EN = RoleTexts(
    roles={"citizen": "user", "moderator": "moderator", "staff": "editor", "admin": "administrator"},
    denied="This is only for people who were given the right. If you need it, please contact an administrator.",
    private_only="This works only in a private chat with me. Please write to me privately and try again.",
    members="People with a role",
    no_members="Nobody yet.",
    you="you",
    from_environment="set in the configuration",
    member="{name}: {role}.",
    seeded="The role of {role} comes from the server's configuration (ADMIN_IDS, STAFF_IDS, MODERATOR_IDS), so it "
    "cannot be taken away or lowered from Telegram. To change it, the operator edits the "
    "configuration and restarts the bot.",
    time="{moment:%H:%M on %d/%m/%Y}",
    invite="➕ Invite somebody",
    withdraw="✖ Withdraw the invitation as {role} (until {time})",
    change_to="Make {role}",
    revoke="Take the role away",
    keep="No, leave it",
    back="« All members",
    ask_revoke="Take the role of {role} away from {name}?",
    changed="{name} is now {role}.",
    revoked="{name} no longer has a role.",
    last_admin="This is the last administrator, whose role cannot be taken away or lowered: nobody would be left to "
    "manage roles. Please invite another administrator first.",
    outdated="The list has just changed, so nothing was done. Please look again.",
    withdrawn="The invitation was withdrawn.",
    choose_role="For which role do you want to invite somebody?",
    invited="An invitation as {role}. Please send the link below to that person privately. "
    "It works once, until {time}; whoever opens it first gets the role, so do not post it in a group.",
    welcome="Welcome, {name}! You are now {role}. Your commands are in the menu next to the message field.\n"
    "What is done in this role is recorded under your Telegram id.",
    joined="{name} accepted the invitation as {role}.",
    invalid="This invitation does not work: it was used, is older than 24 hours, or was withdrawn. "
    "Please ask an administrator for a new one.",
    needless="You have this role or a higher one already, so the invitation stays good for somebody else.",
    private="An invitation opens only in a private chat with me. "
    "The link was exposed in a group: better ask an administrator to withdraw it and send you a new one privately.",
    your_role="An administrator has just changed your role: you are now {role}.",
    no_role="An administrator has just taken your role away. You can still ask questions as before.",
)
