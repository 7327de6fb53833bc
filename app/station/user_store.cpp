// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/user_store.h"

#include "app/station/private_file.h"
#include "libinspect/base/error.h"
#include "libinspect/base/json_text.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sodium.h>

namespace waferglow::station {
namespace {

std::string hash_of(const std::string& password) {
    if (sodium_init() < 0) throw Error(ErrorKind::job, "libsodium can't be started: no source of randomness");
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw Error(ErrorKind::job, "the password can't be hashed: 64 MB of memory are needed");
    return text.data();
}

std::vector<User> parse(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream && std::filesystem::exists(file))
        throw Error(ErrorKind::input, file.string() + ": the list of users can't be read");
    if (!stream) return {};
    std::vector<User> users;
    try {
        const nlohmann::json json = nlohmann::json::parse(stream);
        for (const auto& entry : json.at("users")) {
            const auto role = role_of(entry.at("role").get<std::string>());
            if (!role) throw Error(ErrorKind::input, "a role is none of operator, engineer, qa");
            users.push_back({entry.at("name"), *role, entry.at("password")});
        }
    } catch (const std::exception& error) {
        throw Error(
            ErrorKind::input,
            fmt::format("{} is no list of users ({}); put back a copy, or remove it to set users up anew",
                        file.string(), error.what()));
    }
    return users;
}

User& find_in(std::vector<User>& users, const std::string& name) {
    const auto found = std::ranges::find(users, name, &User::name);
    if (found == users.end()) throw Error(ErrorKind::usage, fmt::format("there is no user '{}'", name));
    return *found;
}

void check_password(const std::string& password) {
    if (password.size() < kLeastPasswordLength)
        throw Error(ErrorKind::usage,
                    fmt::format("a password needs at least {} characters", kLeastPasswordLength));
}

}  // namespace

UserStore::UserStore(std::filesystem::path file) : file_(std::move(file)), users_(parse(file_)) {}

const User* UserStore::find(const std::string& name) const {
    const auto found = std::ranges::find(users_, name, &User::name);
    return found == users_.end() ? nullptr : &*found;
}

const User* UserStore::check(const std::string& name, const std::string& password) const {
    if (sodium_init() < 0) return nullptr;
    const User* user = find(name);
    const std::string hash = user != nullptr ? user->password_hash : hash_of("nobody");
    const bool right = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    return right ? user : nullptr;
}

void UserStore::add(const std::string& name, Role role, const std::string& password) {
    if (name.find_first_not_of(" \t") == std::string::npos)
        throw Error(ErrorKind::usage, "a user needs a name");
    if (find(name) != nullptr) throw Error(ErrorKind::usage, fmt::format("'{}' is a user already", name));
    check_password(password);
    std::vector<User> users = users_;
    users.push_back({name, role, hash_of(password)});
    store(std::move(users));
}

void UserStore::set_password(const std::string& name, const std::string& password) {
    check_password(password);
    std::vector<User> users = users_;
    find_in(users, name).password_hash = hash_of(password);
    store(std::move(users));
}

void UserStore::set_role(const std::string& name, Role role) {
    std::vector<User> users = users_;
    find_in(users, name).role = role;
    store(std::move(users));
}

void UserStore::remove(const std::string& name) {
    std::vector<User> users = users_;
    static_cast<void>(find_in(users, name));
    std::erase_if(users, [&](const User& user) { return user.name == name; });
    store(std::move(users));
}

void UserStore::store(std::vector<User> users) {
    const auto manages = [](const User& user) { return permits(user.role, Action::manage_users); };
    if (std::ranges::none_of(users, manages))
        throw Error(ErrorKind::usage,
                    "somebody must stay who may manage users: make another administrator first");
    nlohmann::ordered_json json{{"format", "waferglow-users"}, {"version", 1}};
    json["users"] = nlohmann::ordered_json::array();
    for (const User& user : users)
        json["users"].push_back(
            {{"name", user.name}, {"role", to_string(user.role)}, {"password", user.password_hash}});
    write_private_file(file_, json_text(json, 2) + "\n");
    users_ = std::move(users);
}

}  // namespace waferglow::station
