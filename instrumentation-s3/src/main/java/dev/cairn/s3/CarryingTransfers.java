// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.instrument.Caller;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.CopyRequest;
import software.amazon.awssdk.transfer.s3.model.DownloadDirectoryRequest;
import software.amazon.awssdk.transfer.s3.model.DownloadFileRequest;
import software.amazon.awssdk.transfer.s3.model.DownloadRequest;
import software.amazon.awssdk.transfer.s3.model.ResumableFileDownload;
import software.amazon.awssdk.transfer.s3.model.ResumableFileUpload;
import software.amazon.awssdk.transfer.s3.model.Transfer;
import software.amazon.awssdk.transfer.s3.model.UploadDirectoryRequest;
import software.amazon.awssdk.transfer.s3.model.UploadFileRequest;
import software.amazon.awssdk.transfer.s3.model.UploadRequest;

/**
 * A transfer manager whose requests carry their caller. A proxy, because a delegate written today
 * would refuse what a transfer manager of tomorrow can do.
 */
final class CarryingTransfers implements InvocationHandler {
  private final S3TransferManager transfers;
  private final S3Carrier carrier;

  CarryingTransfers(S3TransferManager transfers, S3Carrier carrier) {
    this.transfers = transfers;
    this.carrier = carrier;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object argument = arguments == null ? null : arguments[0];
    if (argument instanceof Consumer) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    if (method.getName().equals("equals")) {
      return proxy == argument;
    }
    Caller caller = carrier.caller();
    try {
      Object result =
          argument == null
              ? method.invoke(transfers, arguments)
              : method.invoke(transfers, carryOrNot(argument, caller));
      if (result instanceof Transfer transfer) {
        carrier.follow(transfer::completionFuture, caller);
      }
      return result;
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }

  private Object carryOrNot(Object request, Caller caller) {
    try {
      return carry(request, caller);
    } catch (Throwable fault) {
      carrier.caught(fault);
      return request;
    }
  }

  private Object carry(Object request, Caller caller) {
    if (request instanceof UploadRequest upload) {
      PutObjectRequest put = carrier.carry(upload.putObjectRequest(), caller);
      return upload.toBuilder().putObjectRequest(put).build();
    } else if (request instanceof UploadFileRequest upload) {
      return carry(upload, caller);
    } else if (request instanceof ResumableFileUpload upload) {
      return upload.toBuilder()
          .uploadFileRequest(carry(upload.uploadFileRequest(), caller))
          .build();
    } else if (request instanceof UploadDirectoryRequest directory) {
      return directory.toBuilder()
          .uploadFileRequestTransformer(
              then(
                  directory.uploadFileRequestTransformer(),
                  file ->
                      file.putObjectRequest(
                          carrier.carry(file.build().putObjectRequest(), caller))))
          .build();
    } else if (request instanceof CopyRequest copy) {
      return copy.toBuilder()
          .copyObjectRequest(carrier.carry(copy.copyObjectRequest(), caller))
          .build();
    } else {
      return carryDownload(request, caller);
    }
  }

  private UploadFileRequest carry(UploadFileRequest upload, Caller caller) {
    return upload.toBuilder()
        .putObjectRequest(carrier.carry(upload.putObjectRequest(), caller))
        .build();
  }

  private Object carryDownload(Object request, Caller caller) {
    if (request instanceof DownloadRequest<?> download) {
      return download.toBuilder()
          .getObjectRequest(carrier.carry(download.getObjectRequest(), caller))
          .build();
    } else if (request instanceof DownloadFileRequest download) {
      return carry(download, caller);
    } else if (request instanceof ResumableFileDownload download) {
      return download.toBuilder()
          .downloadFileRequest(carry(download.downloadFileRequest(), caller))
          .build();
    } else if (request instanceof DownloadDirectoryRequest directory) {
      return directory.toBuilder()
          .downloadFileRequestTransformer(
              then(
                  directory.downloadFileRequestTransformer(),
                  file ->
                      file.getObjectRequest(
                          carrier.carry(file.build().getObjectRequest(), caller))))
          .build();
    }
    return request;
  }

  private DownloadFileRequest carry(DownloadFileRequest download, Caller caller) {
    return download.toBuilder()
        .getObjectRequest(carrier.carry(download.getObjectRequest(), caller))
        .build();
  }

  /** Returns the application's own transformer with ours after it, which is guarded. */
  private <T> Consumer<T> then(Consumer<T> own, Consumer<T> ours) {
    return builder -> {
      if (own != null) {
        own.accept(builder);
      }
      try {
        ours.accept(builder);
      } catch (Throwable fault) {
        carrier.caught(fault);
      }
    };
  }
}
