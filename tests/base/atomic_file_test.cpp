// SPDX-License-Identifier: GPL-3.0-or-later
// Output files appear whole or not at all, say why they can't be written, and replace nothing but files.
#include "libinspect/base/atomic_file.h"

#include "tests/base/file_size_limit.h"
#include "tests/formats/support.h"

#include <sys/file.h>
#include <sys/stat.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

void put(const fs::path& path, std::string_view content, const AtomicFileOptions& options = {}) {
    AtomicFile file(path, options);
    file.write(content);
    file.commit();
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

/// Both ends of a pipe.
struct Pipe {
    Pipe() { REQUIRE(::pipe(ends) == 0); }
    ~Pipe() {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    [[nodiscard]] std::string read() const {
        std::string text(100, '\0');
        text.resize(static_cast<std::size_t>(::read(ends[0], text.data(), text.size())));
        return text;
    }
    int ends[2] = {-1, -1};
};

}  // namespace

TEST_CASE("a folder that is not there is an error of the job") {
    const TempFolder folder;
    CHECK_THAT(error_of(ErrorKind::job, [&] { AtomicFile file(folder / "no" / "such.csv"); }),
               Contains("such.csv: can't be created") && Contains("No such file or directory"));
}

TEST_CASE("a file-size limit says so, keeps the older file and leaves nothing behind") {
    const TempFolder folder;
    folder.write("map.csv", "old");
    const std::string megabyte(1U << 20U, 'x');
    std::string message;
    {
        const FileSizeLimit limit(64U << 10U);
        message = error_of(ErrorKind::job, [&] { put(folder / "map.csv", megabyte); });
    }
    CHECK_THAT(message, Contains("map.csv") && Contains("after 65536 bytes") && Contains("file-size limit"));
    CHECK(content_of(folder / "map.csv") == "old");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a full disk is an error of the job that says so") {
    CHECK_THAT(error_of(ErrorKind::job, [&] { put("/dev/full", "row,col\n"); }),
               Contains("/dev/full") && Contains("the disk is full"));
    CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("a file that is not committed does not appear") {
    const TempFolder folder;
    {
        AtomicFile file(folder / "map.csv");
        file.write("half");
    }
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("until the commit an older file stays as it was") {
    const TempFolder folder;
    folder.write("map.csv", "old");
    AtomicFile file(folder / "map.csv");
    file.write("new");
    CHECK(content_of(folder / "map.csv") == "old");
    file.commit();
    CHECK(content_of(folder / "map.csv") == "new");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("what a killed run left does not get into the next file, and vanishes with it") {
    const TempFolder folder;
    folder.write("map.csv.waferglow-part", "much longer than what comes");
    put(folder / "map.csv", "new");
    CHECK(content_of(folder / "map.csv") == "new");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("files that others gave the usual names of parts are not touched") {
    const TempFolder folder;
    folder.write("map.csv.part", "download");
    folder.write("map.csv.partial", "mine");
    put(folder / "map.csv", "new");
    CHECK(content_of(folder / "map.csv.part") == "download");
    CHECK(content_of(folder / "map.csv.partial") == "mine");
}

TEST_CASE("two writers of one file do not write into one another") {
    const TempFolder folder;
    AtomicFile first(folder / "map.csv");
    first.write("first");
    CHECK_THAT(error_of(ErrorKind::job, [&] { AtomicFile second(folder / "map.csv"); }),
               Contains("being written by another process"));
    first.commit();
    CHECK(content_of(folder / "map.csv") == "first");
    put(folder / "map.csv", "second");
    CHECK(content_of(folder / "map.csv") == "second");
}

TEST_CASE("a finished file is not locked, even while its writer lives") {
    const TempFolder folder;
    AtomicFile file(folder / "map.csv");
    file.commit();
    const int reader = ::open((folder / "map.csv").c_str(), O_RDONLY | O_CLOEXEC);
    CHECK(::flock(reader, LOCK_EX | LOCK_NB) == 0);
    ::close(reader);
}

TEST_CASE("without leave to replace, an existing file is refused before and at the commit") {
    const TempFolder folder;
    folder.write("old.csv", "old");
    CHECK_THAT(error_of(ErrorKind::job, [&] { put(folder / "old.csv", "new", {.replace = false}); }),
               Contains("exists already") && Contains("--force"));
    AtomicFile late(folder / "late.csv", {.replace = false});
    folder.write("late.csv", "somebody else's");
    CHECK_THAT(error_of(ErrorKind::job, [&] { late.commit(); }), Contains("exists already"));
    CHECK(content_of(folder / "old.csv") == "old");
    CHECK(content_of(folder / "late.csv") == "somebody else's");
}

TEST_CASE("a symbolic link stays and its target is replaced, or made where there is none") {
    const TempFolder folder;
    fs::create_directory(folder / "real");
    folder.write("real/map.csv", "old");
    fs::create_symlink("real/map.csv", folder / "one");
    fs::create_symlink("one", folder / "two");
    fs::create_symlink("real/fresh.csv", folder / "dangling");
    put(folder / "two", "new");
    put(folder / "dangling", "fresh");
    CHECK(fs::is_symlink(folder / "two"));
    CHECK(fs::is_symlink(folder / "one"));
    CHECK(fs::is_symlink(folder / "dangling"));
    CHECK(content_of(folder / "real" / "map.csv") == "new");
    CHECK(content_of(folder / "real" / "fresh.csv") == "fresh");
}

TEST_CASE("links that lead in a circle are an error and not an endless loop") {
    const TempFolder folder;
    fs::create_symlink("b", folder / "a");
    fs::create_symlink("a", folder / "b");
    CHECK_THAT(error_of(ErrorKind::job, [&] { AtomicFile file(folder / "a"); }), Contains("circle"));
}

TEST_CASE("a folder in the place of the file is an error of the job, before anything is written") {
    const TempFolder folder;
    fs::create_directory(folder / "map.csv");
    CHECK_THAT(error_of(ErrorKind::job, [&] { AtomicFile file(folder / "map.csv"); }),
               Contains("is a folder"));
    CHECK_THAT(error_of(ErrorKind::job, [&] { AtomicFile file(folder / "new/"); }), Contains("is a folder"));
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a named pipe is written to and stays one") {
    const TempFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    const int reader = ::open((folder / "pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    put(folder / "pipe", "through");
    std::string text(20, '\0');
    text.resize(static_cast<std::size_t>(::read(reader, text.data(), text.size())));
    ::close(reader);
    CHECK(text == "through");
    CHECK(fs::is_fifo(folder / "pipe"));
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a descriptor named by /dev/fd is written to where it stands, file or pipe") {
    const Pipe pipe;
    put("/dev/fd/" + std::to_string(pipe.ends[1]), "through");
    CHECK(pipe.read() == "through");

    const TempFolder folder;
    const fs::path log = folder.write("log", "before ");
    const int open = ::open(log.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    put("/proc/self/fd/" + std::to_string(open), "ours ");
    CHECK(::write(open, "after", 5) == 5);
    ::close(open);
    CHECK(content_of(log) == "before ours after");
}

TEST_CASE("what leads to standard output is known, whatever it is called") {
    CHECK(leads_to_standard_output("/dev/stdout"));
    CHECK(leads_to_standard_output("/proc/self/fd/1"));
    CHECK_FALSE(leads_to_standard_output("/dev/full"));
    const TempFolder folder;
    CHECK_FALSE(leads_to_standard_output(folder / "new.csv"));
}

TEST_CASE("standard output that can't be written is called so") {
    const int kept = ::dup(STDOUT_FILENO);
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    REQUIRE(::dup2(full, STDOUT_FILENO) == STDOUT_FILENO);
    std::string told;
    try {
        put("/dev/stdout", "text");
    } catch (const Error& error) {
        told = error.what();
    }
    ::dup2(kept, STDOUT_FILENO);
    ::close(kept);
    ::close(full);
    CHECK_THAT(told, Catch::StartsWith("standard output: writing stopped") && Contains("full"));
}

TEST_CASE("a replaced file keeps its mode; a private one is the owner's from the start") {
    const TempFolder folder;
    fs::permissions(folder.write("map.csv", "old"), fs::perms::owner_read | fs::perms::owner_write);
    put(folder / "map.csv", "new");
    CHECK(fs::status(folder / "map.csv").permissions() == (fs::perms::owner_read | fs::perms::owner_write));

    fs::permissions(folder.write("users", "old"), fs::perms::all);
    AtomicFile secret(folder / "users", {.owner_only = true});
    secret.write("secret");
    CHECK((fs::status(folder / "users.waferglow-part").permissions() & fs::perms::others_all) ==
          fs::perms::none);
    secret.commit();
    CHECK(fs::status(folder / "users").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}
