// SPDX-License-Identifier: GPL-3.0-or-later
// The users of a station: a JSON file that only its owner reads, with salted, slow hashes of the passwords
// (Argon2id, RFC 9106, by libsodium's crypto_pwhash_str).
#pragma once

#include "app/station/role.h"

#include <filesystem>
#include <string>
#include <vector>

namespace waferglow::station {

struct User {
    std::string name;
    Role role = Role::operating;
    std::string password_hash;
};

inline constexpr std::size_t kLeastPasswordLength = 8;

/// Confined to one thread. Every change is on disk, mode 0600, when its function returns; a change that can't
/// be stored throws Error(job) and is not made.
class UserStore {
  public:
    /// `file` may not exist: no users. Throws Error(input) for a file that is no list of users.
    explicit UserStore(std::filesystem::path file);

    [[nodiscard]] const std::vector<User>& users() const { return users_; }
    [[nodiscard]] const User* find(const std::string& name) const;
    /// Takes as long for a name that is not there as for a wrong password. Null: one of both.
    [[nodiscard]] const User* check(const std::string& name, const std::string& password) const;

    /// These throw Error(usage) for an empty or taken name, a password that is too short, an unknown name,
    /// and where nobody would be left who may manage users.
    void add(const std::string& name, Role role, const std::string& password);
    void set_password(const std::string& name, const std::string& password);
    void set_role(const std::string& name, Role role);
    void remove(const std::string& name);

  private:
    void store(std::vector<User> users);

    std::filesystem::path file_;
    std::vector<User> users_;
};

}  // namespace waferglow::station
