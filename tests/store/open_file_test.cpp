// SPDX-License-Identifier: GPL-3.0-or-later
// What hinders opening is told apart from damage.
#include "libinspect/base/error.h"
#include "libinspect/store/verify.h"
#include "libinspect/store/wafer_file.h"
#include "sample_wafer.h"

#include <functional>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <hdf5.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// A lock as another program holds it that has the file open for writing: flock counts by open file.
class WriterElsewhere {
  public:
    explicit WriterElsewhere(const std::filesystem::path& path)
        : descriptor_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) {
        REQUIRE(::flock(descriptor_, LOCK_EX | LOCK_NB) == 0);
    }
    ~WriterElsewhere() { ::close(descriptor_); }
    WriterElsewhere(const WriterElsewhere&) = delete;
    WriterElsewhere& operator=(const WriterElsewhere&) = delete;

  private:
    int descriptor_;
};

std::string refusal_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::input);
        CHECK_THAT(error.what(), !Contains("damage") && !Contains("truncated"));
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("a file that is open for writing elsewhere is said to be that, by reading and by writing verbs") {
    const ScratchFolder folder;
    const WaferFile wafer = sample_wafer(20, 110);
    const std::filesystem::path path = folder / "w.h5";
    write_wafer_file(path, wafer);
    const std::string before = read_bytes(path);
    {
        const WriterElsewhere other(path);
        const auto expected = Contains("w.h5: is open in another program; close it there");
        CHECK_THAT(refusal_of([&] { static_cast<void>(read_wafer_info(path)); }), expected);
        CHECK_THAT(refusal_of([&] { static_cast<void>(read_wafer_file(path)); }), expected);
        CHECK_THAT(refusal_of([&] { static_cast<void>(verify_wafer_file(path)); }), expected);
        CHECK_THAT(refusal_of([&] { static_cast<void>(update_wafer_file(path, {})); }), expected);
        CHECK_THAT(refusal_of([&] { write_wafer_file(path, wafer, {.force = true}); }), expected);
        CHECK_THAT(refusal_of([&] { check_output(path, true); }), expected);
    }
    CHECK(read_bytes(path) == before);
    CHECK_NOTHROW(read_wafer_info(path));
}

TEST_CASE("other readers hinder nobody") {
    const ScratchFolder folder;
    const std::filesystem::path path = folder / "w.h5";
    write_wafer_file(path, sample_wafer(20, 110));
    const int reader = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(::flock(reader, LOCK_SH | LOCK_NB) == 0);
    CHECK_NOTHROW(read_wafer_file(path));
    CHECK_NOTHROW(update_wafer_file(path, {}));
    ::close(reader);
}

TEST_CASE("the mark of a writer that died is not damage") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110));
    const hid_t open = H5Fopen((folder / "w.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    REQUIRE(open >= 0);
    std::filesystem::copy_file(folder / "w.h5", folder / "left.h5");
    H5Fclose(open);
    CHECK_THAT(refusal_of([&] { static_cast<void>(read_wafer_info(folder / "left.h5")); }),
               Contains("open for writing in another program") && Contains("h5clear -s"));
}

TEST_CASE("too many open files are not damage") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110));
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const int lowest = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(lowest);
    std::string refusal;
    const rlimit none{static_cast<rlim_t>(lowest), before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
    refusal = refusal_of([&] { static_cast<void>(read_wafer_info(folder / "w.h5")); });
    ::setrlimit(RLIMIT_NOFILE, &before);
    CHECK_THAT(refusal, Contains("too many files are open"));
}

TEST_CASE("what is missing, a folder, a pipe or a circle of links is said to be that") {
    const ScratchFolder folder;
    const auto refusal = [&](const std::string& name) {
        return refusal_of([&] { static_cast<void>(read_wafer_info(folder / name)); });
    };
    CHECK_THAT(refusal("none.h5"), Contains("there is no such file"));
    CHECK_THAT(refusal("none/w.h5"), Contains("there is no such file"));
    std::filesystem::create_directory(folder / "folder.h5");
    CHECK_THAT(refusal("folder.h5"), Contains("a folder"));
    REQUIRE(::mkfifo((folder / "pipe.h5").c_str(), 0600) == 0);
    CHECK_THAT(refusal("pipe.h5"), Contains("is not a file"));
    std::filesystem::create_symlink("circle.h5", folder / "circle.h5");
    CHECK_THAT(refusal("circle.h5"), Contains("can't be opened"));
}

TEST_CASE("missing rights are not damage") {
    if (::geteuid() == 0) return;  // root may read everything
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110));
    std::filesystem::permissions(folder / "w.h5", std::filesystem::perms::none);
    CHECK_THAT(refusal_of([&] { static_cast<void>(read_wafer_info(folder / "w.h5")); }),
               Contains("may not be read by this user"));
}

TEST_CASE("a pipe or a device is no place for a wafer file, and stays what it is") {
    const ScratchFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    const WaferFile wafer = sample_wafer(20, 110);
    for (const std::filesystem::path& path : {folder / "pipe", std::filesystem::path("/dev/null")}) {
        try {
            write_wafer_file(path, wafer, {.force = true});
            FAIL("written");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::job);
            CHECK_THAT(error.what(), Contains("is a pipe or a device"));
        }
    }
    CHECK(std::filesystem::is_fifo(folder / "pipe"));
    CHECK(std::filesystem::is_character_file("/dev/null"));
}
