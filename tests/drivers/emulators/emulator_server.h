// SPDX-License-Identifier: GPL-3.0-or-later
// Instruments played on a real TCP socket on loopback or a pseudo-terminal, with faults that a test switches
// on.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace waferglow::test {

/// What may become of one answer.
enum class AnswerFault {
    lost,
    half,       ///< its first half comes, the rest never
    half_late,  ///< its first half comes, the rest with the answer to the next command
    late,       ///< it comes with the answer to the next command
    garbage,    ///< noise comes in its place
};

/// What goes wrong on the line. Set by the test at any time; thread-safe.
struct LineFaults {
    std::atomic<bool> silent = false;      ///< commands are carried out, but nothing is answered
    std::atomic<int> lose_answers = 0;     ///< this many answers are lost
    std::atomic<int> late_answers = 0;     ///< this many come only with the answer to the next command
    std::atomic<int> garbage_answers = 0;  ///< this many answers are replaced by noise
    std::atomic<int> strike_after = -1;  ///< after so many answers one suffers from `strike`; negative: none
    std::atomic<AnswerFault> strike = AnswerFault::lost;
    std::atomic<bool> noise_before = false;  ///< some bytes of noise before each answer
    std::atomic<bool> byte_by_byte = false;  ///< answers arrive in pieces of one byte
    std::atomic<int> drop_after_commands =
        -1;  ///< the link is closed instead of the answer that follows so many
};

/// The instrument itself, without its line. Called by the server's thread only.
class Emulator {
  public:
    Emulator() = default;
    Emulator(const Emulator&) = delete;
    Emulator& operator=(const Emulator&) = delete;
    virtual ~Emulator() = default;
    /// Takes the first complete command from the front of `bytes`, carries it out, and sets `answer` (empty:
    /// none). False where no command is complete yet.
    virtual bool next(std::string& bytes, std::string& answer) = 0;
};

enum class LineKind { tcp, pseudo_terminal };

/// Serves one client after the other until it is destroyed. Thread-safe.
class EmulatorServer {
  public:
    EmulatorServer(Emulator& emulator, LineKind kind);
    ~EmulatorServer();
    EmulatorServer(const EmulatorServer&) = delete;
    EmulatorServer& operator=(const EmulatorServer&) = delete;

    [[nodiscard]] int port() const { return port_; }                 ///< of a TCP line
    [[nodiscard]] const std::string& path() const { return path_; }  ///< of a pseudo-terminal
    LineFaults faults;
    /// All bytes that clients have sent so far.
    [[nodiscard]] std::string received() const;

  private:
    void serve();
    void take(std::string& pending, int& client);
    void answer(std::string text, int& client);
    /// What of `text` goes out where `faults.strike` hits it; the rest is held or lost.
    std::string struck(const std::string& text);

    Emulator& emulator_;
    int listener_ = -1;   ///< of a TCP line
    int terminal_ = -1;   ///< the instrument's end of a pseudo-terminal
    int other_end_ = -1;  ///< kept open, or the terminal hangs up between two clients
    int wake_[2] = {-1, -1};
    int port_ = 0;
    std::string path_;
    mutable std::mutex mutex_;  ///< of received_
    std::string received_;
    std::string held_;    ///< answers that are late; of the server's thread
    std::thread thread_;  ///< last: starts when all else is there
};

}  // namespace waferglow::test
