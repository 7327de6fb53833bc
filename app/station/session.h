// SPDX-License-Identifier: GPL-3.0-or-later
// Who sits at the station, what they may do, and the record of what they did.
#pragma once

#include "app/station/audit_log.h"
#include "app/station/happening.h"
#include "app/station/role.h"
#include "app/station/user_store.h"
#include "libinspect/store/wafer_file.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace waferglow::station {

/// Confined to one thread, in the desktop the window's. With an empty folder there are no users and no audit
/// file, and everything is permitted: for pictures of the pages and for tests.
class Session {
  public:
    /// `folder` holds users.json and audit.jsonl. Throws Error(input) for a damaged users file.
    Session(const std::filesystem::path& folder, std::function<std::string()> now);

    /// Before anybody signed in: the login name of the system, as an operator.
    [[nodiscard]] const std::string& user() const { return user_; }
    [[nodiscard]] Role role() const { return role_; }
    [[nodiscard]] bool signed_in() const { return signed_in_; }
    [[nodiscard]] bool may(Action action) const { return permits(role_, action); }
    /// Throws Error(usage) that says who may.
    void require(Action action) const;

    /// Appends to the audit log who (the current user), when, what. `action` is a word or two: "recipe",
    /// "bins", "sign-off", "analyse". Throws Error(job) where it can't be written: the change that is
    /// audited must then not be made, or be reported as not recorded.
    void audit(const std::string& action, const std::string& text);
    void audit(const std::string& action, const Happening& happening);
    /// Audits, then does `body`. Where the entry can't be written, nothing is done; where `body` throws, a
    /// further entry says that it was not done.
    void audit_and_do(const std::string& action, const Happening& happening,
                      const std::function<void()>& body);
    /// What was audited before it was tried has failed: an entry says so, as far as one can be written.
    void audit_not_done(const std::string& action, const Happening& happening,
                        const std::string& why) noexcept;
    /// The same words for the history inside a wafer file.
    [[nodiscard]] LogEntry log_entry(const std::string& action, const std::string& text) const;
    [[nodiscard]] AuditTrail trail() const;

    /// True while there are no users: the first start.
    [[nodiscard]] bool needs_setup() const { return !audit_file_.empty() && users_.users().empty(); }
    /// Creates the first user, who may do everything, and signs them in. Errors as of UserStore.
    void set_up(const std::string& name, const std::string& password);
    /// False for a wrong name or password, which the audit log keeps too.
    [[nodiscard]] bool sign_in(const std::string& name, const std::string& password);
    void sign_out();

    [[nodiscard]] const std::vector<User>& users() const { return users_.users(); }
    /// These need Action::manage_users, but for the password of oneself; errors as of UserStore.
    void add_user(const std::string& name, Role role, const std::string& password);
    void set_password(const std::string& name, const std::string& password);
    void set_role(const std::string& name, Role role);
    void remove_user(const std::string& name);

    /// Called after another user signed in or out, or the users changed.
    void on_change(std::function<void()> listener) { listeners_.push_back(std::move(listener)); }
    /// Called after every entry of the audit log.
    void on_audit(std::function<void()> listener) { audit_listeners_.push_back(std::move(listener)); }

  private:
    void append(const AuditEntry& entry);
    void enter(const std::string& user, Role role, bool signed_in);
    void changed() const;

    std::function<std::string()> now_;
    std::filesystem::path audit_file_;
    UserStore users_;
    std::string user_;
    Role role_ = Role::operating;
    bool signed_in_ = false;
    std::vector<std::function<void()>> listeners_;
    std::vector<std::function<void()>> audit_listeners_;
};

}  // namespace waferglow::station
