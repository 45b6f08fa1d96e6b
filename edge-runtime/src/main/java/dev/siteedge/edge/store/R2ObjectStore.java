package dev.siteedge.edge.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a Cloudflare R2 bucket, or behind any S3 endpoint with conditional writes. The client sends bodies as they
 * are: R2 refuses signed chunks and the SDK's default checksums
 * (https://developers.cloudflare.com/r2/examples/aws/aws-sdk-java/); the signature covers the body's SHA-256, which is
 * kept as user metadata too.
 */
public final class R2ObjectStore implements ObjectStore {
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 4;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final String SHA256 = "sha256";

    private final S3Location location;
    private final S3Client client;

    public R2ObjectStore(S3Location location) {
        this.location = location;
        this.client = S3Client.builder()
                .endpointOverride(location.endpoint())
                .region(Region.of(location.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(location.keyId(), location.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(settings -> settings.apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        // The standard strategy retries 429 and 5xx with backoff.
                        .retryStrategy(
                                software.amazon.awssdk.awscore.retry.AwsRetryStrategy.standardRetryStrategy()
                                        .toBuilder()
                                        .maxAttempts(ATTEMPTS)
                                        .build()))
                .build();
    }

    @Override
    public Optional<String> putIfAbsent(String key, byte[] bytes) {
        return put(key, bytes, Optional.empty());
    }

    @Override
    public Optional<String> compareAndSwap(String key, byte[] bytes, Optional<String> etag) {
        return put(key, bytes, etag);
    }

    @Override
    public Optional<StoredObject> get(String key) {
        return found("get", key, () -> {
            ResponseBytes<GetObjectResponse> answer = client.getObjectAsBytes(
                    request -> request.bucket(location.bucket()).key(full(key)));
            return new StoredObject(answer.response().eTag(), answer.asByteArray());
        });
    }

    @Override
    public Optional<ObjectFacts> head(String key) {
        return found("head", key, () -> {
            HeadObjectResponse answer = client.headObject(
                    request -> request.bucket(location.bucket()).key(full(key)));
            return new ObjectFacts(
                    answer.eTag(), answer.contentLength(), answer.metadata().getOrDefault(SHA256, ""));
        });
    }

    @Override
    public void delete(String key) {
        found(
                "delete",
                key,
                () -> client.deleteObject(
                        request -> request.bucket(location.bucket()).key(full(key))));
    }

    @Override
    public List<String> list(String prefix) {
        return found(
                        "list",
                        prefix,
                        () -> client
                                .listObjectsV2Paginator(request ->
                                        request.bucket(location.bucket()).prefix(location.prefix() + prefix))
                                .contents()
                                .stream()
                                .map(S3Object::key)
                                .map(key -> key.substring(location.prefix().length()))
                                .sorted()
                                .toList())
                .orElse(List.of());
    }

    @Override
    public String toString() {
        return location.toString();
    }

    @Override
    public void close() {
        client.close();
    }

    private Optional<String> put(String key, byte[] bytes, Optional<String> etag) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(location.bucket())
                .key(full(key))
                .metadata(Map.of(SHA256, Sha256.hex(bytes)));
        etag.ifPresentOrElse(request::ifMatch, () -> request.ifNoneMatch("*"));
        try {
            return Optional.of(client.putObject(request.build(), RequestBody.fromBytes(bytes))
                    .eTag());
        } catch (S3Exception e) {
            // 404: AWS on If-Match without an object, where R2 says 412.
            if (e.statusCode() == PRECONDITION_FAILED || isObjectMissing(e) && etag.isPresent()) {
                return Optional.empty();
            }
            throw unavailable("put", key, e);
        } catch (SdkException e) {
            throw unavailable("put", key, e);
        }
    }

    private String full(String key) {
        return location.prefix() + ObjectKeys.check(key);
    }

    private <T> Optional<T> found(String what, String key, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (S3Exception e) {
            if (isObjectMissing(e)) {
                return Optional.empty();
            }
            throw unavailable(what, key, e);
        } catch (SdkException e) {
            throw unavailable(what, key, e);
        }
    }

    /** A bucket that is missing is a mistake in the settings, not an empty store. HEAD can't tell the two apart. */
    private static boolean isObjectMissing(S3Exception e) {
        return e.statusCode() == NOT_FOUND && !(e instanceof NoSuchBucketException);
    }

    private StoreUnavailableException unavailable(String what, String key, SdkException cause) {
        return new StoreUnavailableException(
                "can't " + what + " " + key + " in " + this + ": " + cause.getMessage(), cause);
    }
}
