// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/session.h"

#include "app/station/local_user.h"
#include "libinspect/base/error.h"

#include <utility>

namespace waferglow::station {

Session::Session(const std::filesystem::path& folder, std::function<std::string()> now)
    : now_(std::move(now)),
      audit_file_(folder.empty() ? folder : folder / "audit.jsonl"),
      users_(folder.empty() ? folder : folder / "users.json"),
      user_(local_user()),
      role_(folder.empty() ? Role::quality : Role::operating) {}

void Session::require(Action action) const {
    if (may(action)) return;
    const bool engineer = permits(Role::engineering, action);
    throw Error(ErrorKind::usage, std::string("this is for ") +
                                      (engineer ? "engineers and QA" : "QA and administrators") +
                                      ": sign in as one of them");
}

void Session::audit(const std::string& action, const std::string& text) {
    append({now_(), user_, to_string(role_), action, text});
}

void Session::audit(const std::string& action, const Happening& happening) {
    AuditEntry entry{now_(), user_, to_string(role_), action, in_english(happening)};
    entry.event = text_of(happening.event).name;
    entry.values = happening.values;
    append(entry);
}

void Session::audit_and_do(const std::string& action, const Happening& happening,
                           const std::function<void()>& body) {
    audit(action, happening);
    try {
        body();
    } catch (const std::exception& error) {
        audit_not_done(action, happening, full_message(error));
        throw;
    }
}

void Session::audit_not_done(const std::string& action, const Happening& happening,
                             const std::string& why) noexcept {
    try {
        audit(action, Happening{Event::not_done, {in_english(happening), why}});
    } catch (const std::exception&) {  // the failure itself is told by the caller, and is what counts
        return;
    }
}

void Session::append(const AuditEntry& entry) {
    if (audit_file_.empty()) return;
    append_audit(audit_file_, entry);
    for (const auto& listener : audit_listeners_) listener();
}

LogEntry Session::log_entry(const std::string& action, const std::string& text) const {
    return {.time = now_(), .user = user_, .action = action, .text = text};
}

AuditTrail Session::trail() const {
    return audit_file_.empty() ? AuditTrail{} : read_audit(audit_file_);
}

void Session::set_up(const std::string& name, const std::string& password) {
    if (!needs_setup()) throw Error(ErrorKind::usage, "the users are set up already");
    audit_and_do("users", Happening{Event::users_set_up, {name}},
                 [&] { users_.add(name, Role::quality, password); });
    enter(name, Role::quality, true);
}

bool Session::sign_in(const std::string& name, const std::string& password) {
    const User* user = users_.check(name, password);
    if (user == nullptr) {
        audit("sign-in refused", Happening{Event::sign_in_refused, {name}});
        return false;
    }
    const User entering = *user;
    append({now_(), entering.name, to_string(entering.role), "sign-in", {}});
    enter(entering.name, entering.role, true);
    return true;
}

void Session::sign_out() {
    if (!signed_in_) return;
    audit("sign-out", std::string());
    enter(local_user(), Role::operating, false);
}

void Session::add_user(const std::string& name, Role role, const std::string& password) {
    require(Action::manage_users);
    audit_and_do("users", Happening{Event::user_added, {name, to_string(role)}},
                 [&] { users_.add(name, role, password); });
    changed();
}

void Session::set_password(const std::string& name, const std::string& password) {
    if (!signed_in_ || name != user_) require(Action::manage_users);
    audit_and_do("users", Happening{Event::password_changed, {name}},
                 [&] { users_.set_password(name, password); });
    changed();
}

void Session::set_role(const std::string& name, Role role) {
    require(Action::manage_users);
    audit_and_do("users", Happening{Event::user_role, {name, to_string(role)}},
                 [&] { users_.set_role(name, role); });
    if (name == user_) role_ = role;
    changed();
}

void Session::remove_user(const std::string& name) {
    require(Action::manage_users);
    if (name == user_) throw Error(ErrorKind::usage, "nobody can remove themselves");
    audit_and_do("users", Happening{Event::user_removed, {name}}, [&] { users_.remove(name); });
    changed();
}

void Session::enter(const std::string& user, Role role, bool signed_in) {
    user_ = user;
    role_ = role;
    signed_in_ = signed_in;
    changed();
}

void Session::changed() const {
    for (const auto& listener : listeners_) listener();
}

}  // namespace waferglow::station
