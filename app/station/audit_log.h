// SPDX-License-Identifier: GPL-3.0-or-later
// Who changed what and when: one JSON object a line, only ever appended, each line bound to the one before by
// its hash, so that an altered or removed line shows.
//
//   {"time":"2026-11-25T16:41:24Z","user":"ann","role":"qa","action":"sign-off","text":"...","hash":"5f..."}
// Times are UTC; entries without the Z are of an older version and local time.
// Before `hash` there may be "event" and "values": what `text` says, for programs and other languages.
// hash = BLAKE2b-256 (RFC 7693) of the previous line's hash, a newline, and the line's object without `hash`,
// in hexadecimal. It proves nothing against somebody who rewrites the whole file: keep copies elsewhere.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::station {

struct AuditEntry {
    std::string time;
    std::string user;
    std::string role;
    std::string action;
    std::string text;
    std::string event{};  ///< name as of EventText; empty: there is but the text
    std::vector<std::string> values{};
    friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};

/// On disk when it returns. Several programs may append to one file. Throws Error(job).
void append_audit(const std::filesystem::path& file, const AuditEntry& entry);

struct AuditTrail {
    std::vector<AuditEntry> entries;
    std::optional<std::size_t> first_broken{};  ///< line, from 1, whose hash does not fit; none: all fit
};

/// All entries that can be read; no file: none. Throws Error(input) where it can't be read.
[[nodiscard]] AuditTrail read_audit(const std::filesystem::path& file);

}  // namespace waferglow::station
