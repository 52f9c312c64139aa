package org.llsocket.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.JobResult.SubjectResult;
import org.llsocket.bench.result.Sample;

/**
 * Measures the subjects of a job in turns, A B C A B C, each in a process that lives for all rounds
 * of a fork. Each round begins with the next subject, so that no subject always follows the same
 * one.
 */
final class Harness {
  private final Workspace workspace;
  private final Plan plan;
  private final Progress progress;
  private final List<String> failures = new ArrayList<>();

  Harness(Workspace workspace, Plan plan, Progress progress) {
    this.workspace = workspace;
    this.plan = plan;
    this.progress = progress;
  }

  /** The subjects that failed to run. */
  List<String> failures() {
    return failures;
  }

  JobResult run(Job job) {
    Map<Subject, List<Sample>> samples = new LinkedHashMap<>();
    job.subjects().forEach(each -> samples.put(each, new ArrayList<>()));
    for (int fork = 1; fork <= plan.forks(); fork++) {
      fork(job, fork, samples);
    }
    List<SubjectResult> results = new ArrayList<>();
    samples.forEach((subject, rounds) -> results.add(new SubjectResult(subject.label(), rounds)));
    return new JobResult(job.name(), job.group(), job.about(), job.metric(), results);
  }

  /** A subject that fails is not tried again in this job. */
  private void fork(Job job, int fork, Map<Subject, List<Sample>> samples) {
    Map<Subject, Job.Trial> trials = new LinkedHashMap<>();
    try {
      for (Subject subject : List.copyOf(samples.keySet())) {
        progress.show(job, subject, "fork " + fork + ", warming up");
        attempt(
            job,
            subject,
            samples,
            () -> {
              Job.Trial trial = job.begin(subject, workspace);
              trials.put(subject, trial);
              if (!job.once()) {
                trial.measure(plan.warmup(job));
              }
            });
      }
      for (int round = 1; round <= plan.rounds(job); round++) {
        String now = "fork " + fork + ", round " + round;
        for (Subject subject : turn(samples.keySet(), round)) {
          progress.show(job, subject, now);
          attempt(
              job,
              subject,
              samples,
              () ->
                  samples
                      .getOrDefault(subject, List.of())
                      .add(trial(trials, subject).measure(plan.round())));
        }
      }
    } finally {
      trials.values().forEach(Job.Trial::close);
    }
  }

  private static Job.Trial trial(Map<Subject, Job.Trial> trials, Subject subject)
      throws IOException {
    Job.Trial trial = trials.get(subject);
    if (trial == null) {
      throw new IOException("did not start");
    }
    return trial;
  }

  private static List<Subject> turn(Iterable<Subject> subjects, int round) {
    List<Subject> order = new ArrayList<>();
    subjects.forEach(order::add);
    if (!order.isEmpty()) {
      Collections.rotate(order, -round);
    }
    return order;
  }

  /** An action that may throw. */
  private interface Step {
    void take() throws IOException;
  }

  private void attempt(Job job, Subject subject, Map<Subject, List<Sample>> samples, Step step) {
    try {
      step.take();
    } catch (IOException | RuntimeException e) {
      failures.add(job.name() + ", " + subject.label() + ": " + e.getMessage());
      samples.remove(subject);
    }
  }
}
