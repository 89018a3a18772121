// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import dev.cairn.examples.photo.DemoTraffic.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The right answers, from what users did and saw, and from what is stored to the eye of an
 * undecorated client. It knows the photo service, and nothing of Cairn.
 */
final class Oracle {
  private static final String UPLOAD = "POST /photos";
  private static final String LIKE = "POST /photos/{id}/likes";
  private static final String REPORT = "POST /photos/{id}/reports";
  private static final String DELETE = "DELETE /photos/{id}";

  private final List<Deed> deeds;
  private final List<String> thumbnails;

  /** How many times, and by how many users. */
  record Count(long times, long users) {}

  /**
   * @param thumbnails the ids of the photos that a thumbnail is stored of
   */
  Oracle(List<Deed> deeds, List<String> thumbnails) {
    this.deeds = deeds;
    this.thumbnails = thumbnails;
  }

  /** Q1: the user who uploaded a photo. */
  Deed upload(String photo) {
    return one(deed -> deed.request().equals(UPLOAD) && photo.equals(deed.photo()));
  }

  /** The photos that are stored. */
  List<String> photos() {
    return uploads().stream()
        .map(Deed::photo)
        .filter(photo -> deeds.stream().noneMatch(deed -> isDone(deed, DELETE, photo)))
        .toList();
  }

  /** Q2: who wrote a photo's record, the last first. */
  List<Deed> writers(String photo) {
    List<Deed> writers = new ArrayList<>();
    for (Deed deed : deeds) {
      if (isDone(deed, UPLOAD, photo) || isDone(deed, LIKE, photo)) {
        writers.add(0, deed);
      }
    }
    return writers;
  }

  /** Q3: the users who were told of a failure of the service. */
  List<String> usersWithServerErrors() {
    return deeds.stream()
        .filter(deed -> deed.status() >= 500)
        .map(deed -> deed.user().id())
        .toList();
  }

  /** Q4: method, route and status of the user's requests, in order. */
  List<String> requests(String user) {
    return deeds.stream()
        .filter(deed -> deed.user() != null && deed.user().id().equals(user))
        .map(deed -> deed.request() + ' ' + deed.status())
        .toList();
  }

  /** Q5: the database writes on behalf of a tenant's users, by table and operation. */
  Map<String, Long> databaseWrites(String tenant) {
    Map<String, Long> writes = new TreeMap<>();
    for (Deed deed : deeds) {
      if (!isFor(tenant, deed)) {
        continue;
      }
      if (isDone(deed, UPLOAD)) {
        writes.merge("photos PutItem", 1L, Long::sum);
        if (thumbnails.contains(deed.photo())) {
          writes.merge("thumbnails PutItem", 1L, Long::sum);
        }
      } else if (isDone(deed, LIKE)) {
        writes.merge("photos UpdateItem", 1L, Long::sum);
      } else if (isDone(deed, DELETE)) {
        writes.merge("photos DeleteItem", 1L, Long::sum);
      }
    }
    return writes;
  }

  /** Q5: likes of what is not there. */
  long rejectedDatabaseWrites(String tenant) {
    return deeds.stream()
        .filter(deed -> deed.request().equals(LIKE) && deed.status() == 404)
        .filter(deed -> isFor(tenant, deed))
        .count();
  }

  /** Q5: of the writes, those that storage was slow with. */
  long slowDatabaseWrites(String tenant) {
    return deeds.stream()
        .filter(deed -> deed.slow() && isDone(deed, LIKE) && isFor(tenant, deed))
        .count();
  }

  /** Q6: who thanked. */
  Count thanks(String tenant) {
    return count(LIKE, tenant);
  }

  /** Q6: who cursed. */
  Count curses(String tenant) {
    return count(REPORT, tenant);
  }

  private Count count(String request, String tenant) {
    List<Deed> found =
        deeds.stream()
            .filter(deed -> isDone(deed, request))
            .filter(deed -> isFor(tenant, deed))
            .toList();
    return new Count(found.size(), found.stream().map(Deed::user).distinct().count());
  }

  /** Q7: the uploads of photos and thumbnails. */
  long fileUploads(String tenant) {
    return uploads().stream()
        .filter(deed -> isFor(tenant, deed))
        .mapToLong(deed -> thumbnails.contains(deed.photo()) ? 2 : 1)
        .sum();
  }

  /** Q7: each record is smaller than 1 KB; what is refused is billed, too. */
  double writeUnits(String tenant) {
    return databaseWrites(tenant).values().stream().mapToLong(Long::longValue).sum()
        + rejectedDatabaseWrites(tenant);
  }

  /** Q8: operation and address of what was stored and deleted on behalf of a user, sorted. */
  List<String> stored(String user) {
    List<String> stored = new ArrayList<>();
    for (Deed deed : deeds) {
      if (deed.user() == null || !deed.user().id().equals(user)) {
        continue;
      }
      String record = "dynamodb://photos/" + deed.photo();
      if (isDone(deed, UPLOAD)) {
        stored.add("PutObject s3://photos/" + file(deed));
        stored.add("PutItem " + record);
        if (thumbnails.contains(deed.photo())) {
          stored.add("PutObject s3://photos/thumbnails/" + file(deed));
          stored.add("PutItem dynamodb://thumbnails/" + deed.photo());
        }
      } else if (isDone(deed, LIKE)) {
        stored.add("UpdateItem " + record);
      } else if (isDone(deed, DELETE)) {
        stored.add("DeleteObject s3://photos/" + file(upload(deed.photo())));
        stored.add("DeleteItem " + record);
      }
    }
    return stored.stream().sorted().toList();
  }

  /** Null stands for every tenant. */
  private static boolean isFor(String tenant, Deed deed) {
    return deed.user() != null && (tenant == null || deed.user().tenant().equals(tenant));
  }

  private static String file(Deed upload) {
    return upload.user().tenant() + '/' + upload.user().id() + '/' + upload.photo() + ".png";
  }

  private List<Deed> uploads() {
    return deeds.stream().filter(deed -> isDone(deed, UPLOAD)).toList();
  }

  private Deed one(Predicate<Deed> wanted) {
    return deeds.stream().filter(wanted).findFirst().orElseThrow();
  }

  private static boolean isDone(Deed deed, String request, String photo) {
    return isDone(deed, request) && photo.equals(deed.photo());
  }

  private static boolean isDone(Deed deed, String request) {
    return deed.request().equals(request) && deed.status() < 300;
  }
}
