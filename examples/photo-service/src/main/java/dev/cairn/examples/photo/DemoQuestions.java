// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The questions that Cairn answers, as somebody who has seen the demo's traffic types them. */
final class DemoQuestions {
  private final List<Question> questions;

  private record Question(String words, String... command) {
    String typed() {
      return "$ ./cairn " + String.join(command.length > 4 ? " \\\n    " : " ", command);
    }
  }

  /**
   * @param addresses of something stored
   */
  DemoQuestions(List<String> addresses) {
    List<String> blame = new ArrayList<>(List.of("blame"));
    blame.addAll(addresses);
    questions =
        List.of(
            new Question(
                "Which HTTP request stored this file, this database record?",
                blame.toArray(String[]::new)),
            new Question("Which user encountered this error?", "errors", "--status", "5xx"),
            new Question("What was the chain of API calls made by this user?", "user", "ada"),
            new Question(
                "What percentage of database writes for this customer took over 5, 10, 100 ms?",
                "latency",
                "--tenant=acme",
                "--over=5ms,10ms,100ms"),
            new Question("How many users thanked you?", "events", "thanked"),
            new Question("What does this customer cost?", "cost", "--by=tenant"),
            new Question("What did this user store?", "stored", "--user=ada"));
  }

  /** Asks them all, as many at once as there are processors, and prints the answers in order. */
  void ask(Demo demo, PrintStream out) throws Exception {
    ExecutorService asking =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Explorer.Output>> answers = new ArrayList<>();
      for (Question question : questions) {
        answers.add(asking.submit(() -> demo.cairn(question.command)));
      }
      for (int i = 0; i < questions.size(); i++) {
        show(out, questions.get(i), answers.get(i).get());
      }
    } finally {
      asking.shutdownNow();
    }
  }

  private static void show(PrintStream out, Question question, Explorer.Output answer) {
    out.println();
    out.println("# " + question.words);
    out.println(question.typed());
    out.print(answer.text());
    if (answer.exitCode() != 0) {
      out.println("(exit code " + answer.exitCode() + ')');
    }
  }
}
