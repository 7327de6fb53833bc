// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/audit_log.h"

#include "app/station/private_file.h"
#include "libinspect/base/error.h"

#include <array>
#include <fstream>

#include <nlohmann/json.hpp>
#include <sodium.h>

namespace waferglow::station {
namespace {

using Json = nlohmann::ordered_json;

std::string digest(const std::string& previous, const std::string& body) {
    if (sodium_init() < 0) throw Error(ErrorKind::job, "libsodium can't be started");
    const std::string text = previous + "\n" + body;
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), nullptr, 0);
    std::array<char, 2 * crypto_generichash_BYTES + 1> hex{};
    return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

/// Bytes that are no UTF-8 (file names may hold any) must not keep an entry from being written.
std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string hash_in(const std::string& line) {
    const Json json = Json::parse(line, nullptr, false);
    return json.is_object() ? json.value("hash", std::string()) : std::string();
}

}  // namespace

void append_audit(const std::filesystem::path& file, const AuditEntry& entry) {
    append_private_line(file, [&](const std::string& last) {
        Json json{{"time", entry.time},
                  {"user", entry.user},
                  {"role", entry.role},
                  {"action", entry.action},
                  {"text", entry.text}};
        if (!entry.event.empty()) {
            json["event"] = entry.event;
            json["values"] = entry.values;
        }
        json["hash"] = digest(hash_in(last), dump(json));
        return dump(json);
    });
}

AuditTrail read_audit(const std::filesystem::path& file) {
    AuditTrail trail;
    std::ifstream stream(file);
    if (!stream && std::filesystem::exists(file))
        throw Error(ErrorKind::input, file.string() + ": the audit log can't be read");
    std::string previous;
    std::string line;
    for (std::size_t number = 1; std::getline(stream, line); ++number) {
        Json json = Json::parse(line, nullptr, false);
        bool whole = json.is_object();
        if (whole) {
            const std::string hash = hash_in(line);
            json.erase("hash");
            whole = hash == digest(previous, dump(json));
            previous = hash;
            const auto text = [&json](const char* key) {
                return json.contains(key) && json[key].is_string() ? json[key].get<std::string>()
                                                                   : std::string();
            };
            AuditEntry entry{text("time"), text("user"), text("role"), text("action"), text("text")};
            entry.event = text("event");
            if (json.contains("values") && json["values"].is_array())
                for (const Json& value : json["values"])
                    entry.values.push_back(value.is_string() ? value.get<std::string>() : value.dump());
            trail.entries.push_back(std::move(entry));
        }
        if (!whole && !trail.first_broken) trail.first_broken = number;
    }
    return trail;
}

}  // namespace waferglow::station
