// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/emulators/emulator_server.h"

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

namespace waferglow::test {
namespace {

constexpr const char* kGarbage = "\xFF\x13~q\r\n";

void require(bool good, const char* what) {
    if (!good) throw std::runtime_error(std::string("emulator: ") + what + " failed");
}

void close_once(int& file) {
    if (file >= 0) close(file);
    file = -1;
}

/// Writes as long as the client takes it; a client that is gone is the reader's matter.
void write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t count = send(file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == ENOTSOCK) count = write(file, bytes.data(), bytes.size());
        if (count <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

}  // namespace

EmulatorServer::EmulatorServer(Emulator& emulator, LineKind kind) : emulator_(emulator) {
    require(pipe(wake_) == 0, "pipe");
    if (kind == LineKind::tcp) {
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        require(listener_ >= 0 && bind(listener_, generic, size) == 0 && listen(listener_, 4) == 0, "listen");
        require(getsockname(listener_, generic, &size) == 0, "getsockname");
        port_ = ntohs(address.sin_port);
    } else {
        terminal_ = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        require(terminal_ >= 0 && grantpt(terminal_) == 0 && unlockpt(terminal_) == 0, "posix_openpt");
        std::array<char, 128> name{};
        require(ptsname_r(terminal_, name.data(), name.size()) == 0, "ptsname");
        path_ = name.data();
        other_end_ = open(path_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
        termios raw{};
        require(other_end_ >= 0 && tcgetattr(other_end_, &raw) == 0, "open of the terminal");
        cfmakeraw(&raw);
        require(tcsetattr(other_end_, TCSANOW, &raw) == 0, "tcsetattr");
    }
    thread_ = std::thread([this] { serve(); });
}

EmulatorServer::~EmulatorServer() {
    write_all(wake_[1], "x");
    thread_.join();
    for (int* file : {&listener_, &terminal_, &other_end_, &wake_[0], &wake_[1]}) close_once(*file);
}

std::string EmulatorServer::received() const {
    const std::lock_guard lock(mutex_);
    return received_;
}

void EmulatorServer::serve() {
    int client = terminal_;
    std::string pending;
    while (true) {
        std::array<pollfd, 3> files{{{wake_[0], POLLIN, 0}, {client, POLLIN, 0}, {listener_, POLLIN, 0}}};
        if (poll(files.data(), files.size(), -1) < 0) continue;
        if (files[0].revents != 0) break;
        if ((files[2].revents & POLLIN) != 0) {  // a new client takes the place of the old one
            close_once(client);
            client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            const int on = 1;
            setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            pending.clear();
        } else if (files[1].revents != 0) {
            take(pending, client);
        }
    }
    if (client != terminal_) close_once(client);
}

void EmulatorServer::take(std::string& pending, int& client) {
    std::array<char, 4096> bytes;
    const ssize_t count = read(client, bytes.data(), bytes.size());
    if (count <= 0) {
        if (client != terminal_) close_once(client);
        return;
    }
    const std::string_view fresh(bytes.data(), static_cast<std::size_t>(count));
    pending += fresh;
    {
        const std::lock_guard lock(mutex_);
        received_ += fresh;
    }
    std::string text;
    while (client >= 0 && emulator_.next(pending, text)) {
        answer(std::move(text), client);
        text.clear();
    }
}

std::string EmulatorServer::struck(const std::string& text) {
    const std::size_t half = text.size() / 2;
    switch (faults.strike) {
        case AnswerFault::lost:
            return {};
        case AnswerFault::half:
            return text.substr(0, half);
        case AnswerFault::half_late:
            held_ = text.substr(half);
            return text.substr(0, half);
        case AnswerFault::late:
            held_ = text;
            return {};
        case AnswerFault::garbage:
            break;
    }
    return kGarbage;
}

void EmulatorServer::answer(std::string text, int& client) {
    if (faults.drop_after_commands >= 0 && faults.drop_after_commands-- == 0) {
        if (client != terminal_) close_once(client);
        return;
    }
    if (text.empty() || faults.silent) return;
    if (faults.lose_answers > 0) {
        --faults.lose_answers;
        return;
    }
    if (faults.late_answers > 0) {
        --faults.late_answers;
        held_ += text;
        return;
    }
    text.insert(0, std::exchange(held_, {}));
    if (faults.strike_after >= 0 && faults.strike_after-- == 0) text = struck(text);
    if (faults.garbage_answers > 0) {
        --faults.garbage_answers;
        text = kGarbage;
    }
    if (faults.noise_before) text = "\x80\xFE?" + text;
    if (!faults.byte_by_byte) return write_all(client, text);
    for (const char c : text) write_all(client, std::string_view(&c, 1));
}

}  // namespace waferglow::test
