// SPDX-License-Identifier: GPL-3.0-or-later
// Users, roles and the audit log.
#include "app/station/session.h"

#include "libinspect/base/error.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

using namespace waferglow;
using namespace waferglow::station;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path;
    Folder() {
        std::string name = (fs::temp_directory_path() / "waferglow-session-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
};

std::string noon() {
    return "2026-01-01T12:00:00";
}

std::string content(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("the first start has an operator and no users") {
    const Folder folder;
    const Session session(folder.path, noon);
    CHECK(session.needs_setup());
    CHECK(session.may(Action::scan));
    CHECK_FALSE(session.may(Action::edit_recipes));
    CHECK_THROWS_AS(session.require(Action::sign_off), Error);
}

TEST_CASE("roles: operator scans and reviews, engineer changes, QA signs") {
    CHECK(permits(Role::operating, Action::review));
    CHECK_FALSE(permits(Role::operating, Action::change_bins));
    CHECK(permits(Role::engineering, Action::calibrate));
    CHECK(permits(Role::engineering, Action::change_devices));
    CHECK_FALSE(permits(Role::engineering, Action::sign_off));
    CHECK(permits(Role::quality, Action::manage_users));
}

TEST_CASE("users come back after a restart, passwords only as Argon2id hashes that nobody else reads") {
    const Folder folder;
    {
        Session session(folder.path, noon);
        session.set_up("ann", "correct horse");
        session.add_user("bob", Role::operating, "battery staple");
    }
    const fs::path file = folder.path / "users.json";
    CHECK(content(file).find("correct horse") == std::string::npos);
    CHECK(content(file).find("$argon2id$") != std::string::npos);
    CHECK((fs::status(file).permissions() & fs::perms(0777)) == fs::perms(0600));

    Session session(folder.path, noon);
    CHECK_FALSE(session.needs_setup());
    CHECK_FALSE(session.sign_in("ann", "battery staple"));
    CHECK_FALSE(session.sign_in("nobody", "correct horse"));
    CHECK(session.sign_in("ann", "correct horse"));
    CHECK(session.role() == Role::quality);
    session.sign_out();
    CHECK_FALSE(session.may(Action::manage_users));
    CHECK(session.sign_in("bob", "battery staple"));
    CHECK_THROWS_AS(session.add_user("eve", Role::quality, "long enough"), Error);
}

TEST_CASE("an administrator always stays") {
    const Folder folder;
    Session session(folder.path, noon);
    session.set_up("ann", "correct horse");
    CHECK_THROWS_AS(session.set_role("ann", Role::operating), Error);
    CHECK_THROWS_AS(session.remove_user("ann"), Error);
    CHECK(session.users().size() == 1);
}

TEST_CASE("short passwords, taken and empty names are refused") {
    const Folder folder;
    Session session(folder.path, noon);
    CHECK_THROWS_AS(session.set_up("ann", "short"), Error);
    CHECK_THROWS_AS(session.set_up("  ", "long enough"), Error);
    session.set_up("ann", "long enough");
    CHECK_THROWS_AS(session.add_user("ann", Role::operating, "long enough"), Error);
}

TEST_CASE("a damaged users file is refused rather than taken for a first start") {
    const Folder folder;
    std::ofstream(folder.path / "users.json") << "{\"users\": [";
    CHECK_THROWS_AS(Session(folder.path, noon), Error);
}

TEST_CASE("the audit log says who, when, what, and was not touched") {
    const Folder folder;
    Session session(folder.path, noon);
    session.set_up("ann", "correct horse");
    session.audit("recipe", "demo.toml saved");
    const AuditTrail trail = session.trail();
    REQUIRE(trail.entries.size() == 2);
    CHECK(trail.entries[1] == AuditEntry{noon(), "ann", "qa", "recipe", "demo.toml saved"});
    CHECK_FALSE(trail.first_broken);
}

TEST_CASE("an altered, a removed and an added line break the chain where they stand") {
    const Folder folder;
    const fs::path file = folder.path / "audit.jsonl";
    for (const char* text : {"one", "two", "three", "four"})
        append_audit(file, {noon(), "ann", "qa", "bins", text});
    REQUIRE_FALSE(read_audit(file).first_broken);
    const std::string whole = content(file);
    const auto line_at = [&](int number) {
        std::size_t begin = 0;
        for (int i = 0; i < number; ++i) begin = whole.find('\n', begin) + 1;
        return begin;
    };

    SECTION("altered") {
        std::string changed = whole;
        changed.replace(changed.find("two"), 3, "TWO");
        std::ofstream(file) << changed;
        CHECK(read_audit(file).first_broken == std::size_t{2});
    }
    SECTION("removed") {
        std::ofstream(file) << whole.substr(0, line_at(1)) + whole.substr(line_at(2));
        CHECK(read_audit(file).first_broken == std::size_t{2});
    }
    SECTION("added") {
        std::ofstream(file) << whole + "{\"time\":\"x\"}\n";
        CHECK(read_audit(file).first_broken == std::size_t{5});
    }
}

TEST_CASE("the chain goes on after lines longer than a block of the file") {
    const Folder folder;
    const fs::path file = folder.path / "audit.jsonl";
    append_audit(file, {noon(), "ann", "qa", "bins", std::string(10'000, 'x')});
    append_audit(file, {noon(), "ann", "qa", "bins", "after"});
    CHECK_FALSE(read_audit(file).first_broken);
    CHECK(read_audit(file).entries.size() == 2);
}

namespace {

/// A folder where the audit log can't be written: something else has its name, also for root.
void block_audit(const fs::path& folder) {
    fs::remove(folder / "audit.jsonl");
    fs::create_directory(folder / "audit.jsonl");
}

}  // namespace

TEST_CASE("what can't be audited does not happen, and says so") {
    const Folder folder;
    Session session(folder.path, noon);
    session.set_up("ann", "correct horse");
    session.add_user("bob", Role::operating, "battery staple");
    block_audit(folder.path);
    const std::string before = content(folder.path / "users.json");
    CHECK_THROWS_AS(session.add_user("eve", Role::quality, "long enough"), Error);
    CHECK_THROWS_AS(session.set_password("bob", "long enough"), Error);
    CHECK_THROWS_AS(session.set_role("bob", Role::quality), Error);
    CHECK_THROWS_AS(session.remove_user("bob"), Error);
    CHECK(content(folder.path / "users.json") == before);
    CHECK(session.users().size() == 2);

    Session other(folder.path, noon);
    CHECK_THROWS_AS(other.sign_in("ann", "correct horse"), Error);
    CHECK_FALSE(other.signed_in());
    CHECK(other.role() == Role::operating);
}

TEST_CASE("the first user is not made where that can't be audited") {
    const Folder folder;
    block_audit(folder.path);
    Session session(folder.path, noon);
    CHECK_THROWS_AS(session.set_up("ann", "correct horse"), Error);
    CHECK_FALSE(fs::exists(folder.path / "users.json"));
    CHECK_FALSE(session.signed_in());
}

TEST_CASE("an act that fails after it was audited is in the log as not done") {
    const Folder folder;
    Session session(folder.path, noon);
    session.set_up("ann", "correct horse");
    CHECK_THROWS_AS(session.add_user("eve", Role::quality, "short"), Error);
    const AuditTrail trail = session.trail();
    REQUIRE(trail.entries.size() == 3);
    CHECK(trail.entries[1].event == "user-added");
    CHECK(trail.entries[2].event == "not-done");
    CHECK_FALSE(trail.first_broken);
}

TEST_CASE("a log with local times of older versions is read on, with UTC after them") {
    const Folder folder;
    const fs::path file = folder.path / "audit.jsonl";
    append_audit(file, {"2025-11-25T16:41:24", "ann", "qa", "bins", "older"});
    append_audit(file, {"2025-11-25T15:42:00Z", "ann", "qa", "bins", "newer"});
    const AuditTrail trail = read_audit(file);
    CHECK_FALSE(trail.first_broken);
    REQUIRE(trail.entries.size() == 2);
    CHECK(trail.entries[0].time == "2025-11-25T16:41:24");
    CHECK(trail.entries[1].time == "2025-11-25T15:42:00Z");
}
